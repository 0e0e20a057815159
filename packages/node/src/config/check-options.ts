import { CAPTURE_MODES, TOKEN_EVENT_MODES } from '@tokenscope/core'
import { PROFILES } from '@tokenscope/semconv'
import type { StartOptions } from './start-options.ts'
import { withoutSecrets } from './without-secrets.ts'

type Check = readonly [test: (value: unknown) => boolean, allowed: string]

const BOOLEAN: Check = [(value) => typeof value === 'boolean', 'true or false']
const TEXT: Check = [(value) => typeof value === 'string' && value !== '', 'a non-empty string']
const OBJECT: Check = [isObject, 'an object']
const POSITIVE: Check = [(value) => isPositive(value), 'a number above 0']

/** What each option takes, for the check and for its message. */
const EXPECTED: Readonly<Record<keyof StartOptions, Check>> = {
  serviceName: TEXT,
  serviceVersion: TEXT,
  resourceAttributes: OBJECT,
  endpoint: [isHttpUrl, 'a URL such as "http://localhost:4318"'],
  prometheus: [isPrometheus, 'true, false or { host, port } with a port from 0 to 65535'],
  openai: [(value) => typeof value === 'boolean' || isObject(value), 'true, false or options'],
  host: BOOLEAN,
  runtime: BOOLEAN,
  gpu: [(value) => value === 'auto' || value === false || isObject(value), '"auto", false or options'],
  spanProcessors: listOf('onEnd', 'span processors'),
  metricReaders: listOf('collect', 'metric readers'),
  logRecordProcessors: listOf('onEmit', 'log record processors'),
  views: [Array.isArray, 'a list of view options'],
  sampler: [(value) => hasMethod(value, 'shouldSample'), 'an OpenTelemetry Sampler'],
  summary: [isSummary, '{ windowMs, sla } with a window of at least 1000 ms and targets that are numbers'],
  histogramBuckets: [
    (value) => isObject(value) || (typeof value === 'string' && value !== ''),
    'a table of boundaries or the path of a file',
  ],
  shutdownTimeoutMs: POSITIVE,
  handleSignals: BOOLEAN,
  semconv: [(value) => Object.hasOwn(PROFILES, String(value)), oneOf(Object.keys(PROFILES))],
  captureContent: [(value) => CAPTURE_MODES.includes(value as never), oneOf(CAPTURE_MODES)],
  tokenEvents: [(value) => TOKEN_EVENT_MODES.includes(value as never), oneOf(TOKEN_EVENT_MODES)],
  stallThresholdMs: POSITIVE,
  provider: TEXT,
  redact: [(value) => typeof value === 'function', 'a function (text, attribute) => string'],
  maxContentLength: POSITIVE,
  prices: OBJECT,
  propagateTraceContext: [(value) => value === 'auto' || typeof value === 'boolean', '"auto", true or false'],
}

/** Every option of `start()`. */
export const OPTION_NAMES: readonly string[] = Object.keys(EXPECTED)

/** Keeps the good options; each bad one is described with its value and what is allowed. Pure. */
export function checkOptions(options: unknown, problems: string[]): StartOptions {
  if (options === undefined || options === null) return {}
  if (!isObject(options)) {
    problems.push(`options is ${show(options)}; allowed is an object. Defaults are used.`)
    return {}
  }
  const good: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue
    const expected = Object.hasOwn(EXPECTED, name) ? EXPECTED[name as keyof StartOptions] : undefined
    if (!expected) problems.push(`unknown option "${name}"; allowed are ${OPTION_NAMES.join(', ')}. It is ignored.`)
    else if (!expected[0](value)) problems.push(`option "${name}" is ${show(value)}; allowed is ${expected[1]}. The default is used.`)
    else good[name] = value
  }
  return good as StartOptions
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isPositive(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && Number.isFinite(value)
}

function isHttpUrl(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}

function isPrometheus(value: unknown): boolean {
  if (typeof value === 'boolean') return true
  if (!isObject(value)) return false
  const { host = '127.0.0.1', port = 0 } = value
  return typeof host === 'string' && host !== '' && Number.isInteger(port) && (port as number) >= 0 && (port as number) <= 65_535
}

function isSummary(value: unknown): boolean {
  if (!isObject(value)) return false
  const { windowMs = 1_000, sla = {} } = value
  return isPositive(windowMs) && (windowMs as number) >= 1_000 && isObject(sla) && Object.values(sla).every(isPositive)
}

function listOf(method: string, what: string): Check {
  return [(value) => Array.isArray(value) && value.every((item) => hasMethod(item, method)), `a list of ${what}`]
}

function hasMethod(value: unknown, name: string): boolean {
  return typeof (value as Record<string, unknown> | null)?.[name] === 'function'
}

function oneOf(values: readonly string[]): string {
  return `one of ${values.map((value) => `"${value}"`).join(', ')}`
}

export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(shorten(withoutSecrets(value)))
  if (Array.isArray(value)) return 'a list'
  return isObject(value) ? JSON.stringify(value).slice(0, 80) : String(value)
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
