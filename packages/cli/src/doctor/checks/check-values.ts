import { checkEnvironment } from '@tokenscope/node'
import { SIGNALS } from '../export-plan.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'

const FIX = 'Set one of the allowed values, or unset it.'
const PAIRS_FIX = 'Write name=value,name=value, with blanks and commas in values percent-encoded: authorization=Bearer%20<token>.'

/** What of a value is wrong; undefined where nothing is. */
type Test = (value: string) => string | undefined

const oneOf =
  (...allowed: readonly string[]): Test =>
  (value) =>
    allowed.includes(value.toLowerCase()) ? undefined : `is "${value}"; allowed is ${allowed.join(', ').replace(/, (?=[^,]*$)/, ' or ')}.`

const milliseconds: Test = (value) =>
  /^[1-9]\d*$/.test(value) ? undefined : `is "${value}"; allowed is a whole number of milliseconds from 1.`

const pairs =
  (isName: (name: string) => boolean, fault: string): Test =>
  (value) => {
    for (const [index, entry] of value.split(',').entries()) {
      const [name = '', text] = entry.split(/=(.*)/s)
      if (entry.trim() === '' || (text !== undefined && isName(name.trim()))) continue
      const what = text === undefined || name.trim() === '' ? 'that is no name=value' : fault
      return `has an entry, the ${ordinal(index + 1)}, ${what} (it is not shown, it may be a secret).`
    }
    return undefined
  }

const headers = pairs((name) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name), 'whose name no header can have')

/** What the OTLP exporters of the SDK read themselves: `start()` does not look at it. */
const OTLP: Readonly<Record<string, readonly [test: Test, fix: string]>> = {
  TIMEOUT: [milliseconds, FIX],
  COMPRESSION: [oneOf('gzip', 'none'), FIX],
  HEADERS: [headers, PAIRS_FIX],
}

const TESTS: readonly (readonly [name: string, test: Test, fix: string])[] = [
  ...Object.entries(OTLP).flatMap(([suffix, [test, fix]]) =>
    ['', ...SIGNALS.map((signal) => `${signal.toUpperCase()}_`)].map(
      (signal) => [`OTEL_EXPORTER_OTLP_${signal}${suffix}`, test, fix] as const,
    ),
  ),
  ['OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE', oneOf('cumulative', 'delta', 'lowmemory'), FIX],
  ['OTEL_RESOURCE_ATTRIBUTES', pairs((name) => name !== '', ''), PAIRS_FIX],
]

/** Standard variables whose value is not allowed: they are ignored, or the SDK drops more than the wrong part of them. */
export function checkValues({ env }: Facts): Finding[] {
  const finding = (text: string, fix: string): Finding => ({ area: 'exporting', level: 'loss', text, fix })
  return [
    ...checkEnvironment(env).map((text) => finding(text, FIX)),
    ...TESTS.flatMap(([name, test, fix]) => {
      const value = env[name]?.trim()
      const fault = value ? test(value) : undefined
      return fault === undefined ? [] : [finding(`${name} ${fault}`, fix)]
    }),
  ]
}

function ordinal(number: number): string {
  return `${number}${['st', 'nd', 'rd'][number - 1] ?? 'th'}`
}
