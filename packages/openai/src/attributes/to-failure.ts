import { scrubSecrets } from '@tokenscope/core'
import type { StreamFailure } from '../endpoints/endpoint.ts'
import { asRecord, asText } from './json-record.ts'

/** A code is one word: what a server writes there in sentences would make a series of metrics of each. */
const CODE = /^[\w.-]{1,64}$/

/** An error that came as data: its code, else its type, else `fallbackType`; no secret of its message leaves. */
export function toFailure(error: unknown, fallbackType: string): StreamFailure {
  const { code, type, message } = asRecord(error) ?? {}
  return { type: asCode(code) ?? asCode(type) ?? fallbackType, message: scrubSecrets(asText(message) ?? '') }
}

function asCode(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && CODE.test(text) ? text : undefined
}
