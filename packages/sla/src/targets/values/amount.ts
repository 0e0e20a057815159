import type { ValueKind } from './value-kind.ts'

const MOST = 1_000_000_000
const ALLOWED = 'a number over 0, without a unit'

/** A plain number over zero; the key says the unit. */
export const AMOUNT: ValueKind = {
  title: 'number',
  allowed: ALLOWED,
  schema: { type: 'number', exclusiveMinimum: 0, maximum: MOST },
  parse(value) {
    if (typeof value === 'string')
      return { fault: 'is not a plain number', remedy: `Allowed is ${ALLOWED} and without quotes, for example 15.` }
    if (typeof value !== 'number') return { fault: 'is not a number', remedy: `Allowed is ${ALLOWED}, for example 15.` }
    // NaN too
    if (!(value > 0 && value <= MOST)) return { fault: 'is out of range', remedy: `Allowed is ${ALLOWED}, up to ${MOST}.` }
    return { value }
  },
}
