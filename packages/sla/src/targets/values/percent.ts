import type { Parsed, ValueKind } from './value-kind.ts'

const PATTERN = /^(\d{1,3}(?:\.\d{1,4})?)\s?%$/
const ALLOWED = 'a percent over 0% and under 100% with at most 4 decimals'

/** A share, as a ratio from 0 to 1, both excluded: `99.5%` is 0.995. */
export const PERCENT: ValueKind = {
  title: 'percent',
  allowed: ALLOWED,
  schema: { type: 'string', pattern: '^(?!0+(\\.0+)?\\s?%)0?\\d{1,2}(\\.\\d{1,4})?\\s?%$' },
  parse: parsePercent,
}

/** A ratio as `sla.yaml` writes it, exact to four decimals of a percent. */
export function formatPercent(ratio: number): string {
  return `${Number((ratio * 100).toFixed(4))}%`
}

/** What is left of one, without the noise of binary fractions: 1 - 0.999 is 0.001. */
export function complementOf(ratio: number): number {
  return Number((1 - ratio).toFixed(6))
}

function parsePercent(value: unknown, source: string): Parsed {
  if (typeof value === 'number') return { fault: 'has no percent sign', remedy: `Write ${readings(value, source)}.` }
  const match = typeof value === 'string' ? PATTERN.exec(value) : null
  if (!match) return { fault: 'is not a percent', remedy: `Allowed is ${ALLOWED}, for example 99.5%.` }
  const percent = Number(match[1])
  if (percent === 0)
    return { fault: 'is nothing', remedy: `Allowed is ${ALLOWED}: a target without any budget is missed by the first failure.` }
  if (percent >= 100)
    return { fault: 'is too much', remedy: `Allowed is ${ALLOWED}: at 100% there is no budget, and nothing can be above.` }
  // Read by the decimal exponent, not divided: 99.9 / 100 is 0.9990000000000001.
  return { value: Number(`${match[1]}e-2`) }
}

/** A number up to one is read both ways: as the percent itself and as a ratio. */
function readings(value: number, source: string): string {
  return value > 0 && value <= 1 ? `${source}%, or ${formatPercent(value)} if you mean the ratio` : `${source}%`
}
