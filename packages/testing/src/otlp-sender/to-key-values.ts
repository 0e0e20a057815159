import Long from 'long'
import type { SentAttributes } from './trace-template.ts'

/** Attributes as OTLP's list of keys and values, for protobufjs. */
export function toKeyValues(attributes: SentAttributes = {}): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: toAnyValue(value) }))
}

function toAnyValue(value: SentAttributes[string]): object {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value !== 'number') return { arrayValue: { values: value.map((stringValue) => ({ stringValue })) } }
  return Number.isInteger(value) ? { intValue: Long.fromNumber(value) } : { doubleValue: value }
}
