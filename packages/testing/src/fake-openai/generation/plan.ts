import { type Dialect, dialects } from '../dialect.ts'
import { isTrue, type JsonObject, numberOf, objectOf, stringOf } from '../json-value.ts'
import { Random } from '../random.ts'
import type { ChoiceScript, Script } from '../script.ts'
import { defaultToolCalls } from './default-tool-calls.ts'
import { sampleSchema } from './sample-schema.ts'
import { countTokens, makeUpTokens, tokensOf } from './words.ts'

/** One choice, ready to be sent. */
export interface PlannedChoice {
  /** What is said, in the pieces that chunks carry. */
  text: string[]
  reasoning: string[]
  refusal: string | undefined
  toolCalls: { id: string; name: string; arguments: string }[]
  finishReason: string
}

/** Everything that is decided about one answer before a byte is sent. */
export interface Plan {
  script: Script
  dialect: Dialect
  random: Random
  id: string
  model: string
  created: number
  streamed: boolean
  choices: PlannedChoice[]
  usage: JsonObject | undefined
  promptTokens: number
  completionTokens: number
  reasoningTokens: number
  /** Name of the member that carries reasoning. */
  reasoningField: string
  serviceTier: string | undefined
  /** How many chunks of content a stream has. */
  chunkCount: number
  /** Tokens of the completion after so many chunks of content; all of them after the last one. */
  tokensAfter(chunks: number): number
}

/** A fixed moment, so that the same request gives the same bytes. */
export const CREATED = 1_790_000_000
const DEFAULT_TOKENS = 8

/** Decides what to answer, from the request and its script. Pure but for the seed. */
export function planAnswer(request: JsonObject, script: Script, idPrefix?: string): Plan {
  const dialect = dialects[script.dialect ?? 'openai']
  const random = new Random(script.seed ?? 1)
  const choices = choiceScripts(request, script).map((choice) => planChoice(choice, request, script, random))
  const completionTokens = choices.reduce((sum, { text, reasoning, refusal, toolCalls }) => {
    const called = toolCalls.map((call) => [call.name, call.arguments])
    return sum + text.length + reasoning.length + countTokens([refusal, called])
  }, 0)
  const reasoningTokens = choices.reduce((sum, { reasoning }) => sum + reasoning.length, 0)
  const counts = {
    promptTokens: countTokens(request.messages ?? request.prompt ?? request.input ?? ''),
    completionTokens,
    reasoningTokens,
    ...script.usageCounts,
  }
  const cut = choices.map((choice) => ({ ...choice, text: pieces(choice.text, script), reasoning: pieces(choice.reasoning, script) }))
  const chunkCount = cut.reduce((sum, choice) => sum + choice.text.length + choice.reasoning.length, 0)
  return {
    script,
    dialect,
    random,
    id: `${idPrefix ?? dialect.idPrefix}${random.id(24)}`,
    model: script.model ?? stringOf(request.model) ?? dialect.modelIds[0] ?? 'model',
    created: CREATED,
    streamed: isTrue(request.stream),
    choices: cut,
    usage: usageOf(counts, script),
    promptTokens: counts.promptTokens,
    completionTokens: counts.completionTokens,
    reasoningTokens: counts.reasoningTokens,
    reasoningField: script.reasoningField ?? dialect.reasoningField,
    serviceTier: script.serviceTier ?? grantedTier(request.service_tier),
    chunkCount,
    tokensAfter: (chunks) => (chunks >= chunkCount ? counts.completionTokens : Math.floor((chunks * counts.completionTokens) / chunkCount)),
  }
}

/** `auto` is a wish, not a tier. */
function grantedTier(asked: unknown): string | undefined {
  return asked === 'auto' ? undefined : stringOf(asked)
}

function choiceScripts(request: JsonObject, script: Script): ChoiceScript[] {
  if (script.choices) return script.choices
  return Array.from({ length: Math.max(1, numberOf(request.n) ?? 1) }, () => script)
}

function planChoice(choice: ChoiceScript, request: JsonObject, script: Script, random: Random): PlannedChoice {
  const toolCalls = (choice.toolCalls ?? defaultToolCalls(choice, request)).map((call) => ({
    id: call.id ?? `call_${random.id(24)}`,
    name: call.name,
    arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments ?? {}),
  }))
  const reasoning = choice.reasoning === undefined ? makeUpTokens(choice.reasoningTokens ?? 0, random) : tokensOf(choice.reasoning)
  const text = spokenTokens(choice, request, toolCalls.length > 0 || choice.refusal !== undefined, random)
  const limit = numberOf(request.max_completion_tokens) ?? numberOf(request.max_tokens) ?? numberOf(request.max_output_tokens)
  const cut = limit !== undefined && reasoning.length + text.length > limit && script.endless !== true
  return {
    reasoning: cut ? reasoning.slice(0, limit) : reasoning,
    text: cut ? text.slice(0, Math.max(0, limit - reasoning.length)) : text,
    refusal: choice.refusal,
    toolCalls,
    finishReason: choice.finishReason ?? (cut ? 'length' : toolCalls.length > 0 ? 'tool_calls' : 'stop'),
  }
}

function spokenTokens(choice: ChoiceScript, request: JsonObject, silent: boolean, random: Random): string[] {
  if (choice.text !== undefined) return tokensOf(choice.text)
  if (choice.tokens !== undefined) return makeUpTokens(choice.tokens, random)
  if (silent) return []
  const structured = structuredAnswer(request)
  return structured === undefined ? makeUpTokens(DEFAULT_TOKENS, random) : tokensOf(JSON.stringify(structured))
}

/** A value for `response_format` of chat completions, or `text.format` of the Responses API; undefined where plain text will do. */
function structuredAnswer(request: JsonObject): unknown {
  const format = objectOf(request.response_format ?? objectOf(request.text).format)
  if (format.type === 'json_schema') return sampleSchema(objectOf(format.json_schema).schema ?? format.schema)
  return format.type === 'json_object' ? { answer: 'made up' } : undefined
}

function pieces(tokens: string[], { tokensPerChunk = 1, charactersPerChunk }: Script): string[] {
  // By code points: no chunk may hold half a surrogate pair.
  if (charactersPerChunk !== undefined) return tokens.join('').match(new RegExp(`[\\s\\S]{1,${charactersPerChunk}}`, 'gu')) ?? []
  if (tokensPerChunk === 1) return tokens
  return Array.from({ length: Math.ceil(tokens.length / tokensPerChunk) }, (_, index) =>
    tokens.slice(index * tokensPerChunk, (index + 1) * tokensPerChunk).join(''),
  )
}

function usageOf(
  counts: {
    promptTokens: number
    completionTokens: number
    reasoningTokens: number
    cachedTokens?: number
    promptAudioTokens?: number
    completionAudioTokens?: number
  },
  script: Script,
): JsonObject | undefined {
  if (script.usage === 'absent') return undefined
  return {
    prompt_tokens: counts.promptTokens,
    completion_tokens: counts.completionTokens,
    total_tokens: counts.promptTokens + counts.completionTokens,
    prompt_tokens_details: { cached_tokens: counts.cachedTokens ?? 0, audio_tokens: counts.promptAudioTokens ?? 0 },
    completion_tokens_details: { reasoning_tokens: counts.reasoningTokens, audio_tokens: counts.completionAudioTokens ?? 0 },
  }
}
