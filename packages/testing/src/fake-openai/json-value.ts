/** An object of a parsed JSON document. */
export type JsonObject = Record<string, unknown>

/** The value as an object; an empty one for anything else, so that a strange request body is answered and not crashed on. */
export function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}

/** The value as a list; an empty one for anything else. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** The value where it is a number, or a string that holds one (form fields do). */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** True for `true` and for the form field `"true"`. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true'
}
