import { asText } from '../attributes/json-record.ts'

/** One part of a message, in the conventions' JSON. */
export type Part = Readonly<Record<string, unknown>>

export type Modality = 'image' | 'audio' | 'video' | 'document'

export function textPart(content: string): Part {
  return { type: 'text', content }
}

export function reasoningPart(content: string): Part {
  return { type: 'reasoning', content }
}

/** The conventions have no part for a refusal: a generic one. */
export function refusalPart(content: string): Part {
  return { type: 'refusal', content }
}

/** @param args JSON text is recorded as what it says; text that is no JSON stays text */
export function toolCallPart(id: unknown, name: unknown, args: unknown): Part {
  const part: Record<string, unknown> = { type: 'tool_call', name: asText(name) ?? '' }
  if (typeof id === 'string') part.id = id
  if (args !== undefined) part.arguments = typeof args === 'string' ? parsed(args) : args
  return part
}

export function toolResponsePart(id: unknown, response: unknown): Part {
  const part: Record<string, unknown> = { type: 'tool_call_response', response: response ?? null }
  if (typeof id === 'string') part.id = id
  return part
}

export function filePart(modality: Modality, fileId: string): Part {
  return { type: 'file', modality, file_id: fileId }
}

/** Data that came with the message, as base64 text. */
export function blobPart(modality: Modality, content: string, mimeType: string | undefined): Part {
  return mimeType === undefined ? { type: 'blob', modality, content } : { type: 'blob', modality, mime_type: mimeType, content }
}

const DATA_URL = /^data:([^;,]*)[^,]*?(;base64)?,/

/**
 * Data behind a URL: what a `data:` URL carries is a blob. Of any other URL the query and the user are left out: with signed URLs
 * they are credentials.
 */
export function urlPart(modality: Modality, url: string): Part {
  const data = DATA_URL.exec(url)
  if (data) return blobPart(modality, url.slice(data[0].length), data[1] === '' ? undefined : data[1])
  const uri = url.replace(/\?[\s\S]*$/, '?[redacted]').replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1')
  return { type: 'uri', modality, uri }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return json
  }
}
