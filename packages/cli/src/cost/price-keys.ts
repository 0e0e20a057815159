/** What a key of the table may hold, and what to type where it holds something else. */
export interface PriceKey {
  readonly required: boolean
  /** The value, or what is wrong with it. */
  readonly parse: (value: unknown) => { readonly value: string | number } | { readonly fault: string }
  readonly example: string
}

const DAY_MS = 86_400_000

const text =
  (isGood: (value: string) => boolean, fault: string): PriceKey['parse'] =>
  (value) =>
    typeof value === 'string' && isGood(value) ? { value } : { fault }

const price: PriceKey['parse'] = (value) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0
    ? { value }
    : { fault: 'is no price: a number from 0 on, for a million tokens, without a currency sign' }

const date: PriceKey['parse'] = (value) => {
  const dayMs = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN
  const isDay = !Number.isNaN(dayMs) && new Date(dayMs).toISOString().startsWith(String(value))
  return isDay ? { value: dayMs } : { fault: 'is no day of the calendar' }
}

const source: PriceKey = {
  required: false,
  parse: text((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), 'is no address of a page'),
  example: 'https://example.com/prices',
}

/** Keys of the file, besides `prices`. */
export const TABLE_KEYS: Readonly<Record<string, PriceKey>> = {
  currency: {
    required: true,
    parse: text((value) => /^[A-Z]{3}$/.test(value), 'is no currency: three capital letters by ISO 4217'),
    example: 'USD',
  },
  source,
}

/** Keys of one price. `until` is the last day, so it ends a day later. */
export const PRICE_KEYS: Readonly<Record<string, PriceKey>> = {
  model: {
    required: true,
    parse: text((value) => /^[^\s*]+\*?$|^\*$/.test(value), 'is no name of a model; a * may stand at its end alone'),
    example: 'example-large*',
  },
  from: { required: false, parse: date, example: '2026-01-01' },
  until: {
    required: false,
    parse: (value) => {
      const parsed = date(value)
      return 'value' in parsed ? { value: Number(parsed.value) + DAY_MS } : parsed
    },
    example: '2026-12-31',
  },
  input: { required: true, parse: price, example: '2.50' },
  cached_input: { required: false, parse: price, example: '0.25' },
  output: { required: true, parse: price, example: '10.00' },
  reasoning: { required: false, parse: price, example: '10.00' },
  source,
}
