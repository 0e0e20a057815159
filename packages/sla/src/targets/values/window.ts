import type { Parsed, ValueKind } from './value-kind.ts'

const DAY_SECONDS = 86_400
const LONGEST_DAYS = 90
const PATTERN = /^([1-9]\d{0,2})\s?(d|w)$/
const ALLOWED = '1d to 90d, in days (d) or weeks (w)'

/** The time that budgets are counted over, in seconds: `30d`, `4w`. */
export const WINDOW: ValueKind = {
  title: 'days',
  allowed: ALLOWED,
  schema: { type: 'string', pattern: '^([1-9]|[1-8]\\d|90)\\s?d$|^([1-9]|1[0-2])\\s?w$' },
  parse: parseWindow,
}

/** Seconds of whole days as `sla.yaml` writes them. */
export function formatWindow(seconds: number): string {
  return `${Math.round(seconds / DAY_SECONDS)}d`
}

function parseWindow(value: unknown, source: string): Parsed {
  if (typeof value === 'number') return { fault: 'has no unit', remedy: `Write ${source}d for days.` }
  const match = typeof value === 'string' ? PATTERN.exec(value) : null
  if (!match) return { fault: 'is not a number of days or weeks', remedy: `Allowed is ${ALLOWED}, for example 30d.` }
  const days = Number(match[1]) * (match[2] === 'w' ? 7 : 1)
  if (days > LONGEST_DAYS) return { fault: 'is longer than 90 days', remedy: `Allowed is ${ALLOWED}.` }
  return { value: days * DAY_SECONDS }
}
