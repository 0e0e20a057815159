/**
 * OpenTelemetry's units as Prometheus's OTLP receiver writes them into names.
 * https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#metric-metadata-1
 */

const UNITS: Readonly<Record<string, string>> = {
  d: 'days',
  h: 'hours',
  min: 'minutes',
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
  ns: 'nanoseconds',
  By: 'bytes',
  KiBy: 'kibibytes',
  MiBy: 'mebibytes',
  GiBy: 'gibibytes',
  J: 'joules',
  W: 'watts',
  Cel: 'celsius',
  Hz: 'hertz',
  '1': '',
  '%': 'percent',
}

const PER_UNITS: Readonly<Record<string, string>> = { s: 'second', m: 'minute', h: 'hour', d: 'day' }

/**
 * The words that a unit adds to a name: `s` gives `seconds`, `By/s` gives `bytes` and `per_second`. What stands in braces is an
 * annotation and adds nothing: `{token}` gives no word, `{token}/s` gives `per_second`.
 */
export function toPrometheusUnit(unit: string): readonly string[] {
  const [main = '', per = ''] = unit.split(/\/(.*)/s)
  const words: string[] = []
  if (!isAnnotated(main)) words.push(UNITS[main.trim()] ?? main.trim())
  if (per !== '' && !isAnnotated(per)) words.push(`per_${PER_UNITS[per.trim()] ?? per.trim()}`)
  return words.map((word) => word.replaceAll(/[^A-Za-z0-9:]+/g, '_').replace(/^_/, '')).filter((word) => word !== '')
}

function isAnnotated(unit: string): boolean {
  return /[{}]/.test(unit)
}
