/** A string literal of the Collector's transformation language, inside of a Collector file: there `$` begins a variable. */
export function ottlString(value: string): string {
  const escaped = value.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll(/[\p{Cc}\u2028\u2029]/gu, escapeControl)
  return `"${escaped.replaceAll('$', '$$$$')}"`
}

/** A number with a decimal point: attributes in seconds are floating point. */
export function ottlFloat(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value)
}

export function spanAttribute(name: string): string {
  return `span.attributes[${ottlString(name)}]`
}

/** Seconds as the nanoseconds of a span's times. */
export function nanoseconds(seconds: number): string {
  return String(Math.round(seconds * 1e9))
}

/** An environment variable that the Collector reads when it starts. */
export function collectorVariable(name: string, fallback: number): string {
  return `\${env:${name}:-${fallback}}`
}

export const SPAN_NANOSECONDS = 'span.end_time_unix_nano - span.start_time_unix_nano'

function escapeControl(character: string): string {
  return character === '\n' ? String.raw`\n` : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
