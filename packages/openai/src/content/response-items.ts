import { asFilledText, asList, asRecord, asText, type JsonRecord } from '../attributes/json-record.ts'
import type { Message } from './chat-messages.ts'
import { copyJson } from './copy-json.ts'
import { messageContent } from './message-content.ts'
import { blobPart, type Part, reasoningPart, textPart, toolCallPart, toolResponsePart } from './parts.ts'

/** The input of a Responses API request: a text, or items. One message an item, in their order. */
export function responseInput(input: unknown): Message[] {
  if (typeof input === 'string') return [{ role: 'user', parts: [textPart(input)] }]
  const messages: Message[] = []
  for (const value of asList(input)) {
    const item = asRecord(value)
    if (item) messages.push({ role: roleOf(item), parts: itemParts(item) })
  }
  return messages
}

/** The output items of a response: one generation, so one message. */
export function responseOutput(output: unknown, finishReason: string): Message {
  const parts: Part[] = []
  for (const value of asList(output)) {
    const item = asRecord(value)
    if (item) parts.push(...itemParts(item))
  }
  return { role: 'assistant', parts, finish_reason: finishReason }
}

/** `instructions`: a text, or (in an answer) items. */
export function responseInstructions(instructions: unknown): Part[] | undefined {
  if (typeof instructions === 'string') return [textPart(instructions)]
  const parts = responseInput(instructions).flatMap((message) => message.parts)
  return parts.length > 0 ? parts : undefined
}

/** The parts of one item of the Responses API, of whatever type. */
export function itemParts(item: JsonRecord): Part[] {
  const type = asText(item.type) ?? 'message'
  if (Object.hasOwn(ITEMS, type)) return (ITEMS[type] as ReadItem)(item)
  if (type.endsWith('_output')) return [toolResponsePart(item.call_id ?? item.id, answered(item.output ?? item.tools))]
  if (type.endsWith('_call')) return [serverToolCall(item, type)]
  return [{ ...(copyJson(item) as JsonRecord), type }]
}

type ReadItem = (item: JsonRecord) => Part[]

const clientCall: ReadItem = (item) => {
  const name = asText(item.name) ?? nameOf(asText(item.type) ?? '')
  const args = item.arguments ?? item.input ?? item.action ?? item.actions ?? item.operation
  return [toolCallPart(item.call_id ?? item.id, name, copyJson(args))]
}

const ITEMS: Readonly<Record<string, ReadItem>> = {
  message: (item) => messageContent(item.content),
  reasoning: reasoned,
  compaction: (item) => [{ type: 'compaction', ...(asText(item.id) === undefined ? {} : { id: item.id }) }],
  image_generation_call: (item) => {
    const { result, ...call } = item
    const drawn = asFilledText(result)
    return drawn === undefined
      ? [serverToolCall(call, 'image_generation_call')]
      : [serverToolCall(call, 'image_generation_call'), blobPart('image', drawn, imageType(item))]
  },
  ...Object.fromEntries(
    ['function_call', 'custom_tool_call', 'computer_call', 'local_shell_call', 'shell_call', 'apply_patch_call'].map((type) => [
      type,
      clientCall,
    ]),
  ),
}

/** Whether the application has to run what an item of this type calls. */
export function isClientCall(type: string): boolean {
  return ITEMS[type] === clientCall
}

/** A call that the server made and answered itself, with everything that it tells of it. */
function serverToolCall(item: JsonRecord, type: string): Part {
  const part: Record<string, unknown> = {
    type: 'server_tool_call',
    name: asText(item.name) ?? nameOf(type),
    server_tool_call: { ...(copyJson(item) as JsonRecord), type },
  }
  if (typeof item.id === 'string') part.id = item.id
  return part
}

/** The full reasoning where the server gives it, else its summary. Encrypted reasoning is nobody's to read. */
function reasoned(item: JsonRecord): Part[] {
  const told = asList(item.content).length > 0 ? item.content : item.summary
  return asList(told).flatMap((value) => {
    const text = asText(asRecord(value)?.text)
    return text === undefined ? [] : [reasoningPart(text)]
  })
}

function answered(output: unknown): unknown {
  if (typeof output === 'string') return output
  return Array.isArray(output) ? messageContent(output) : copyJson(output)
}

function roleOf(item: JsonRecord): string {
  const role = asFilledText(item.role)
  if (role !== undefined) return role
  const type = asText(item.type) ?? 'message'
  if (type.endsWith('_output')) return 'tool'
  return type.endsWith('_call') || type === 'reasoning' || type === 'compaction' ? 'assistant' : 'user'
}

function nameOf(type: string): string {
  return type.replace(/_call$/, '')
}

function imageType(item: JsonRecord): string | undefined {
  const format = asFilledText(item.output_format)
  return format && `image/${format}`
}
