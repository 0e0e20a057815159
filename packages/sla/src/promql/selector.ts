import { prometheusDuration } from './prometheus-duration.ts'
import { quote } from './quote.ts'

/** One condition on a label. `=` and `!=` compare the whole value; `=~` and `!~` match the whole value by RE2. */
export interface Matcher {
  readonly label: string
  readonly op: '=' | '!=' | '=~' | '!~'
  readonly value: string
}

export function equal(label: string, value: string): Matcher {
  return { label, op: '=', value }
}

/** One of these values, exactly; the values must not need escaping in RE2. */
export function oneOf(label: string, values: Iterable<string>): Matcher {
  return { label, op: '=~', value: [...values].join('|') }
}

/** One of these values, exactly, whatever is in them. */
export function anyOf(label: string, values: readonly string[]): Matcher {
  const [only] = values
  if (values.length === 1 && only !== undefined) return equal(label, only)
  return { label, op: '=~', value: values.map((value) => value.replaceAll(/[\\.+*?()|[\]{}^$]/g, String.raw`\$&`)).join('|') }
}

/** A window in seconds, or the one that Grafana puts in its place: long enough for two samples, not shorter than a pixel. */
export type Range = number | '$__rate_interval'

/** `series{label="value"}`, or with a range `series{label="value"}[5m]`. */
export function selector(series: string, matchers: readonly Matcher[] = [], window?: Range): string {
  const conditions = matchers.map(({ label, op, value }) => `${label}${op}${quote(value)}`).join(',')
  const range = window === undefined ? '' : `[${typeof window === 'number' ? prometheusDuration(window) : window}]`
  return `${series}${conditions === '' ? '' : `{${conditions}}`}${range}`
}
