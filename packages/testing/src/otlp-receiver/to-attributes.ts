import type { ReceivedAttributes, ReceivedScope } from './received.ts'

export interface WireKeyValue {
  key: string
  value?: WireValue
}

export interface WireValue {
  stringValue?: string
  boolValue?: boolean
  intValue?: bigint
  doubleValue?: number
  arrayValue?: { values: WireValue[] }
  kvlistValue?: { values: WireKeyValue[] }
  bytesValue?: Uint8Array
}

export interface WireResource {
  attributes: WireKeyValue[]
}

/** A list of key-value pairs as a map. A key sent twice keeps its last value. */
export function toAttributes(pairs: readonly WireKeyValue[] = []): ReceivedAttributes {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, toValue(value)]))
}

/** One attribute value or log body. */
export function toValue(value: WireValue = {}): unknown {
  if (value.intValue !== undefined) return toNumber(value.intValue)
  if (value.arrayValue) return value.arrayValue.values.map(toValue)
  if (value.kvlistValue) return toAttributes(value.kvlistValue.values)
  return value.stringValue ?? value.boolValue ?? value.doubleValue ?? value.bytesValue
}

/** A number where that is exact, else the bigint itself. */
export function toNumber(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

export function toScope(scope: ReceivedScope | undefined): ReceivedScope {
  return { name: scope?.name ?? '', version: scope?.version ?? '' }
}
