import type { Parsed, ValueKind } from './value-kind.ts'

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }
const LONGEST_MS = 3_600_000
const PATTERN = /^(\d{1,9}(?:\.\d{1,6})?)\s?(ms|s|m|h)$/
const ALLOWED = '1ms to 1h in whole milliseconds, with the unit ms, s, m or h'

/** A time that something takes, in seconds: `3000ms`, `3s`, `1.5m`. */
export const DURATION: ValueKind = {
  title: 'duration',
  allowed: ALLOWED,
  schema: { type: 'string', pattern: '^(?!0+(\\.0+)?\\s?[a-z])\\d{1,9}(\\.\\d{1,6})?\\s?(ms|s|m|h)$' },
  parse: parseDuration,
}

/** Seconds as `sla.yaml` writes them, exact to the millisecond: `3000ms`, `3s`, `2m`. */
export function formatDuration(seconds: number): string {
  const ms = Math.round(seconds * 1_000)
  if (ms % 1_000 !== 0) return `${ms}ms`
  const whole = ms / 1_000
  return whole >= 60 && whole % 60 === 0 ? (whole % 3_600 === 0 ? `${whole / 3_600}h` : `${whole / 60}m`) : `${whole}s`
}

function parseDuration(value: unknown, source: string): Parsed {
  if (typeof value === 'number') return { fault: 'has no unit', remedy: `Write ${source}ms or ${source}s.` }
  const match = typeof value === 'string' ? PATTERN.exec(value) : null
  if (!match) return { fault: 'is not a duration', remedy: `Allowed is ${ALLOWED}, for example 3000ms.` }
  const ms = toMilliseconds(Number(match[1]), match[2]!)
  if (ms === undefined || ms < 1) return { fault: 'is not a whole number of milliseconds', remedy: `Allowed is ${ALLOWED}.` }
  if (ms > LONGEST_MS) return { fault: 'is longer than one hour', remedy: `Allowed is ${ALLOWED}.` }
  return { value: ms / 1_000 }
}

/** Undefined where it is not whole; the tolerance is that of a product of two binary fractions. */
function toMilliseconds(amount: number, unit: string): number | undefined {
  const ms = amount * UNIT_MS[unit]!
  const whole = Math.round(ms)
  return Math.abs(ms - whole) <= 1e-9 * Math.max(1, ms) ? whole : undefined
}
