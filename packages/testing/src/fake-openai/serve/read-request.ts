import type { IncomingMessage } from 'node:http'
import { type JsonObject, objectOf } from '../json-value.ts'

/** Reads a request body: JSON, or the fields of a form (a file becomes its name). What is neither becomes an empty object. */
export async function readRequest(incoming: IncomingMessage): Promise<JsonObject> {
  const parts: Buffer[] = []
  for await (const part of incoming) parts.push(part as Buffer)
  const body = Buffer.concat(parts)
  const contentType = incoming.headers['content-type'] ?? ''
  if (contentType.startsWith('multipart/form-data')) return readForm(body, contentType)
  try {
    return objectOf(JSON.parse(body.toString()))
  } catch {
    return {}
  }
}

async function readForm(body: Buffer, contentType: string): Promise<JsonObject> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
  const fields: JsonObject = {}
  for (const [name, value] of form.entries()) {
    const field = typeof value === 'string' ? value : { file: value.name, bytes: value.size }
    const known = fields[name]
    fields[name] = known === undefined ? field : [...(Array.isArray(known) ? known : [known]), field]
  }
  return fields
}
