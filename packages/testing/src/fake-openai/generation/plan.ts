import { type Dialect, dialects } from '../dialect.ts'
import { isTrue, type JsonObject, listOf, numberOf, objectOf, stringOf } from '../json-value.ts'
import { Random } from '../random.ts'
import type { ChoiceScript, Script, ToolCallScript } from '../script.ts'
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
}

/** A fixed moment, so that the same request gives the same bytes. */
export const CREATED = 1_790_000_000
const DEFAULT_TOKENS = 8

/** Decides what to answer, from the request and its script. Pure but for the seed. */
export function planAnswer(request: JsonObject, script: Script, idPrefix?: string): Plan {
  const dialect = dialects[script.dialect ?? 'openai']
  const random = new Random(script.seed ?? 1)
  const choices = choiceScripts(request, script).map((choice) => planChoice(choice, request, script, random))
  const completionTokens = choices.reduce(
    (sum, { text, reasoning, toolCalls }) => sum + text.length + reasoning.length + countTokens(toolCalls),
    0,
  )
  const reasoningTokens = choices.reduce((sum, { reasoning }) => sum + reasoning.length, 0)
  const counts = {
    promptTokens: countTokens(request.messages ?? request.prompt ?? request.input ?? ''),
    completionTokens,
    reasoningTokens,
    ...script.usageCounts,
  }
  return {
    script,
    dialect,
    random,
    id: `${idPrefix ?? dialect.idPrefix}${random.id(24)}`,
    model: script.model ?? stringOf(request.model) ?? dialect.modelIds[0] ?? 'model',
    created: CREATED,
    streamed: isTrue(request.stream),
    choices: choices.map((choice) => ({ ...choice, text: pieces(choice.text, script), reasoning: pieces(choice.reasoning, script) })),
    usage: usageOf(counts, script),
    promptTokens: counts.promptTokens,
    completionTokens: counts.completionTokens,
    reasoningTokens: counts.reasoningTokens,
  }
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
  const said = choice.text === undefined ? undefined : tokensOf(choice.text)
  const silent = toolCalls.length > 0 || choice.refusal !== undefined
  const all = said ?? (silent && choice.tokens === undefined ? [] : makeUpTokens(choice.tokens ?? DEFAULT_TOKENS, random))
  const limit =
    numberOf(request.max_completion_tokens) ??
    numberOf(request.max_tokens) ??
    numberOf(request.max_output_tokens) ??
    Number.POSITIVE_INFINITY
  const cut = all.length > limit && script.endless !== true
  return {
    text: cut ? all.slice(0, limit) : all,
    reasoning: choice.reasoning === undefined ? makeUpTokens(choice.reasoningTokens ?? 0, random) : tokensOf(choice.reasoning),
    refusal: choice.refusal,
    toolCalls,
    finishReason: choice.finishReason ?? (cut ? 'length' : toolCalls.length > 0 ? 'tool_calls' : 'stop'),
  }
}

/** A request that brings tools, and has no tool result yet, is answered with a call of the first. */
function defaultToolCalls(choice: ChoiceScript, request: JsonObject): ToolCallScript[] {
  const tools = listOf(request.tools)
  const answered = [...listOf(request.messages), ...listOf(request.input)].some((item) => {
    const { role, type } = objectOf(item)
    return role === 'tool' || type === 'function_call_output'
  })
  if (choice.text !== undefined || choice.refusal !== undefined || answered || request.tool_choice === 'none') return []
  const first = objectOf(tools.find((tool) => objectOf(tool).type === 'function'))
  const name = stringOf(objectOf(first.function).name) ?? stringOf(first.name)
  return name === undefined ? [] : [{ name }]
}

function pieces(tokens: string[], { tokensPerChunk = 1, charactersPerChunk }: Script): string[] {
  const text = tokens.join('')
  if (charactersPerChunk !== undefined) return text.match(new RegExp(`[\\s\\S]{1,${charactersPerChunk}}`, 'g')) ?? []
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
