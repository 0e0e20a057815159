import { LoadError } from '../load-error.ts'
import type { Conversation } from './load-plan.ts'

const MOST_PROMPTS = 100_000

/**
 * Reads prompts, one a line: `{"messages": [...]}`, `{"prompt": "..."}`, or the text itself. Empty lines are passed over.
 * @throws LoadError with the line
 */
export function parsePrompts(text: string, fileName: string): Conversation[] {
  const prompts = text.split(/\r?\n/).flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, `${fileName}:${index + 1}`)]))
  if (prompts.length === 0) throw new LoadError(`${fileName} holds no prompt: write one a line.`)
  if (prompts.length > MOST_PROMPTS) throw new LoadError(`${fileName} holds ${prompts.length} prompts; at most ${MOST_PROMPTS} are read.`)
  return prompts
}

function parseLine(line: string, place: string): Conversation {
  if (!line.trimStart().startsWith('{')) return [{ role: 'user', content: line }]
  let value: { readonly messages?: unknown; readonly prompt?: unknown }
  try {
    value = JSON.parse(line)
  } catch {
    throw new LoadError(`${place} begins with { and is not JSON: write {"prompt": "…"} or {"messages": […]} on one line.`)
  }
  if (typeof value.prompt === 'string' && value.messages === undefined) return [{ role: 'user', content: value.prompt }]
  if (Array.isArray(value.messages) && value.messages.length > 0 && value.messages.every(isMessage)) return value.messages
  throw new LoadError(`${place} has neither prompt, a text, nor messages, a list of {"role": "…", "content": "…"}.`)
}

function isMessage(value: unknown): value is Conversation[number] {
  return typeof value === 'object' && value !== null && typeof (value as { role?: unknown }).role === 'string'
}

/** Fields that have options of their own, and what reading the answer depends on. */
const OWN_FIELDS: Readonly<Record<string, string>> = {
  model: '--model',
  messages: '--prompts',
  stream: '--no-stream',
  stream_options: 'nothing: the usage is asked for always',
}

/**
 * Reads further fields of each request, as a JSON object.
 * @throws LoadError with what is allowed
 */
export function parseBodyFields(option: string, text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = undefined
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new LoadError(
      `${option} is no JSON object; for example ${option} '{"temperature":0,"chat_template_kwargs":{"enable_thinking":false}}'.`,
    )
  }
  const taken = Object.keys(value).find((name) => Object.hasOwn(OWN_FIELDS, name))
  if (taken !== undefined) throw new LoadError(`${option} sets ${taken}: use ${OWN_FIELDS[taken]}.`)
  return value as Record<string, unknown>
}
