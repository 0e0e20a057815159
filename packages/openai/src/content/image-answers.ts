import { asFilledText, asList, asRecord, asText } from '../attributes/json-record.ts'
import type { Message } from './chat-messages.ts'
import { blobPart, type Part, textPart, urlPart } from './parts.ts'

/**
 * Images of an answer, one message an image: its data or its URL, and the prompt as the model rewrote it.
 * @param images objects with `b64_json` or `url`, and `revised_prompt`
 * @param format `output_format` of the answer, for images that do not tell their own
 */
export function imageAnswers(images: unknown, format: unknown): Message[] {
  const messages: Message[] = []
  for (const value of asList(images)) {
    const image = asRecord(value)
    if (image === undefined) continue
    const type = asFilledText(image.output_format ?? format)
    const parts: Part[] = []
    const data = asText(image.b64_json)
    const url = asText(image.url)
    const prompt = asText(image.revised_prompt)
    if (prompt !== undefined) parts.push(textPart(prompt))
    if (data !== undefined) parts.push(blobPart('image', data, type && `image/${type}`))
    if (url !== undefined) parts.push(urlPart('image', url))
    messages.push({ role: 'assistant', parts })
  }
  return messages
}
