import { asRecord, asText, type JsonRecord } from '../attributes/json-record.ts'
import { copyJson } from './copy-json.ts'
import { blobPart, filePart, type Modality, type Part, reasoningPart, refusalPart, textPart, urlPart } from './parts.ts'

/** What a message says, in the shapes of chat and of the Responses API: a text, or a list of typed parts. */
export function messageContent(content: unknown): Part[] {
  if (typeof content === 'string') return [textPart(content)]
  if (!Array.isArray(content)) return []
  const parts: Part[] = []
  for (const item of content) {
    const part = contentPart(item)
    if (part) parts.push(part)
  }
  return parts
}

/** A part of a type that is not in the table is recorded as it came. */
function contentPart(item: unknown): Part | undefined {
  if (typeof item === 'string') return textPart(item)
  const record = asRecord(item)
  const type = asText(record?.type)
  if (record === undefined || type === undefined) return undefined
  const read = Object.hasOwn(PARTS, type) ? PARTS[type] : undefined
  return read?.(record) ?? ({ ...(copyJson(record) as JsonRecord), type } as Part)
}

const text = (record: JsonRecord): Part | undefined => withText(record.text, textPart)

const PARTS: Readonly<Record<string, (record: JsonRecord) => Part | undefined>> = {
  text,
  input_text: text,
  output_text: text,
  summary_text: (record) => withText(record.text, reasoningPart),
  reasoning_text: (record) => withText(record.text, reasoningPart),
  thinking: (record) => withText(thought(record.thinking), reasoningPart),
  refusal: (record) => withText(record.refusal, refusalPart),
  image_url: (record) => linked('image', record.image_url),
  video_url: (record) => linked('video', record.video_url),
  audio_url: (record) => linked('audio', record.audio_url),
  input_image: (record) => linked('image', record.image_url) ?? referenced('image', record),
  input_audio: (record) => spoken(asRecord(record.input_audio)),
  file: (record) => attached(asRecord(record.file)),
  input_file: attached,
}

function withText(value: unknown, make: (content: string) => Part): Part | undefined {
  return typeof value === 'string' ? make(value) : undefined
}

/** Mistral thinks in a list of text parts. */
function thought(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  return value.map((item) => asText(asRecord(item)?.text) ?? '').join('')
}

/** Chat has `{ url }`, the Responses API the URL itself. */
function linked(modality: Modality, value: unknown): Part | undefined {
  return withText(asRecord(value)?.url ?? value, (url) => urlPart(modality, url))
}

function referenced(modality: Modality, record: JsonRecord): Part | undefined {
  return withText(record.file_id, (id) => filePart(modality, id))
}

function spoken(audio: JsonRecord | undefined): Part | undefined {
  const format = asText(audio?.format)
  return withText(audio?.data, (data) => blobPart('audio', data, format && `audio/${format === 'mp3' ? 'mpeg' : format}`))
}

function attached(file: JsonRecord | undefined): Part | undefined {
  if (file === undefined) return undefined
  const byId = referenced('document', file) ?? linked('document', file.file_url)
  return (
    byId ??
    withText(file.file_data, (data) => (data.startsWith('data:') ? urlPart('document', data) : blobPart('document', data, undefined)))
  )
}
