/** A JSON object of unknown shape. */
export type JsonRecord = Readonly<Record<string, unknown>>

/** The value as an object whose properties may be read, or undefined. Arrays are none. */
export function asRecord(value: unknown): JsonRecord | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonRecord) : undefined
}

/** The value as a list; what is none is an empty one. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : EMPTY
}

const EMPTY: readonly unknown[] = []

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** The text where there is any: servers send `''` for "not known yet". */
export function asFilledText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
