import { scrubSecrets } from '@tokenscope/core'
import type { StreamFailure } from '../endpoints/endpoint.ts'
import { asFilledText, asRecord, asText } from './json-record.ts'

/** An error that came as data: its code, else its type, else `fallbackType`; no secret of its message leaves. */
export function toFailure(error: unknown, fallbackType: string): StreamFailure {
  const { code, type, message } = asRecord(error) ?? {}
  const name = asFilledText(code) ?? (typeof code === 'number' ? String(code) : undefined) ?? asFilledText(type) ?? fallbackType
  return { type: name, message: scrubSecrets(asText(message) ?? '') }
}
