import { asFilledText, asList, asRecord, asText, type JsonRecord } from '../attributes/json-record.ts'
import { copyJson } from './copy-json.ts'
import { messageContent } from './message-content.ts'
import { filePart, type Part, reasoningPart, refusalPart, textPart, toolCallPart, toolResponsePart } from './parts.ts'

/** One message in the conventions' JSON. */
export interface Message {
  role: string
  parts: Part[]
  name?: string
  finish_reason?: string
}

/** The messages of a chat request, in their order; system messages stay among them. What is no message is left out. */
export function chatMessages(messages: unknown): Message[] {
  const mapped: Message[] = []
  for (const item of asList(messages)) {
    const message = asRecord(item)
    if (message) mapped.push(chatMessage(message))
  }
  return mapped
}

function chatMessage(message: JsonRecord): Message {
  const role = asText(message.role) ?? 'user'
  const name = asText(message.name)
  const mapped: Message = { role, parts: role === 'tool' || role === 'function' ? [toolAnswer(message)] : chatParts(message) }
  if (name !== undefined) mapped.name = name
  return mapped
}

function toolAnswer(message: JsonRecord): Part {
  const content = message.content
  return toolResponsePart(message.tool_call_id, typeof content === 'string' ? content : messageContent(content))
}

/** One choice of a chat answer, as the message it is. */
export function chatAnswer(message: JsonRecord, finishReason: string): Message {
  return { role: asText(message.role) ?? 'assistant', parts: chatParts(message), finish_reason: finishReason }
}

function chatParts(message: JsonRecord): Part[] {
  const parts: Part[] = []
  const reasoning = asFilledText(message.reasoning_content) ?? asFilledText(message.reasoning)
  if (reasoning !== undefined) parts.push(reasoningPart(reasoning))
  parts.push(...messageContent(message.content))
  const refusal = asText(message.refusal)
  if (refusal !== undefined) parts.push(refusalPart(refusal))
  parts.push(...audioParts(asRecord(message.audio)))
  for (const call of asList(message.tool_calls)) {
    const part = toolCall(asRecord(call))
    if (part) parts.push(part)
  }
  const legacy = asRecord(message.function_call)
  if (legacy) parts.push(toolCallPart(undefined, legacy.name, copyJson(legacy.arguments)))
  return parts
}

/** Spoken answers are named by their id, under which the provider keeps them, and told by their transcript. */
export function audioParts(audio: JsonRecord | undefined): Part[] {
  const parts: Part[] = []
  const id = asText(audio?.id)
  const transcript = asText(audio?.transcript)
  if (id !== undefined) parts.push(filePart('audio', id))
  if (transcript !== undefined) parts.push(textPart(transcript))
  return parts
}

function toolCall(call: JsonRecord | undefined): Part | undefined {
  if (call === undefined) return undefined
  const custom = asRecord(call.custom)
  if (custom) return toolCallPart(call.id, custom.name, copyJson(custom.input))
  const called = asRecord(call.function)
  return toolCallPart(call.id, called?.name, copyJson(called?.arguments))
}
