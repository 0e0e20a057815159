import { LATEST_OPT_IN, PROFILES, type Profile, type ProfileId } from '@tokenscope/semconv'
import type { PriceTable } from '../cost.ts'
import { CAPTURE_MODES, type CaptureMode, type TelemetryOptions, TOKEN_EVENT_MODES, type TokenEventMode } from './telemetry-options.ts'

/** Options with every default filled in. */
export interface ResolvedOptions {
  readonly profile: Profile
  readonly captureContent: CaptureMode
  readonly tokenEvents: TokenEventMode
  readonly stallThresholdMs: number
  readonly provider: string | undefined
  readonly redact: ((text: string, attribute: string) => string) | undefined
  readonly maxContentLength: number
  readonly prices: PriceTable | undefined
}

export type Environment = Readonly<Record<string, string | undefined>>

/** What each option takes, for the check and for its message. */
const EXPECTED: Readonly<Record<keyof TelemetryOptions, readonly [test: (value: unknown) => boolean, allowed: string]>> = {
  tracerProvider: [hasMethod('getTracer'), 'an OpenTelemetry TracerProvider'],
  meterProvider: [hasMethod('getMeter'), 'an OpenTelemetry MeterProvider'],
  loggerProvider: [hasMethod('getLogger'), 'an OpenTelemetry LoggerProvider'],
  semconv: [(value) => Object.hasOwn(PROFILES, String(value)), oneOf(Object.keys(PROFILES))],
  captureContent: [(value) => CAPTURE_MODES.includes(value as CaptureMode), oneOf(CAPTURE_MODES)],
  tokenEvents: [(value) => TOKEN_EVENT_MODES.includes(value as TokenEventMode), oneOf(TOKEN_EVENT_MODES)],
  stallThresholdMs: [isPositive, 'a number of milliseconds above 0'],
  provider: [(value) => typeof value === 'string' && value !== '', 'a non-empty string such as "openai" or "vllm"'],
  redact: [(value) => typeof value === 'function', 'a function (text, attribute) => string'],
  maxContentLength: [isPositive, 'a number of characters above 0'],
  prices: [isPriceTable, 'a table { "<model>": { inputPerMillion, outputPerMillion } } of numbers'],
}

/**
 * Fills in defaults from the environment. Pure. A bad option or variable is dropped, its default is used, and one message
 * says which, its value, and what is allowed.
 * @param ignore names that another layer understands
 */
export function resolveOptions(
  options: TelemetryOptions | undefined,
  env: Environment,
  ignore: readonly string[] = [],
): { resolved: ResolvedOptions; problems: string[] } {
  const problems: string[] = []
  const good = checkOptions(options, ignore, problems)
  const profileId = good.semconv ?? semconvFromEnvironment(env)
  return {
    problems,
    resolved: {
      profile: PROFILES[profileId],
      captureContent: good.captureContent ?? captureFromEnvironment(env, problems),
      tokenEvents: good.tokenEvents ?? choiceFromEnvironment(env, 'TOKENSCOPE_TOKEN_EVENTS', TOKEN_EVENT_MODES, 'timeline', problems),
      stallThresholdMs: good.stallThresholdMs ?? numberFromEnvironment(env, 'TOKENSCOPE_STALL_THRESHOLD_MS', 2_000, problems),
      provider: good.provider,
      redact: good.redact,
      maxContentLength: good.maxContentLength ?? numberFromEnvironment(env, 'TOKENSCOPE_MAX_CONTENT_LENGTH', 16_384, problems),
      prices: good.prices,
    },
  }
}

function checkOptions(options: TelemetryOptions | undefined, ignore: readonly string[], problems: string[]): TelemetryOptions {
  if (options === undefined || options === null) return {}
  if (typeof options !== 'object') {
    problems.push(`options is ${show(options)}; allowed is an object. Defaults are used.`)
    return {}
  }
  const good: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || ignore.includes(name)) continue
    const expected = EXPECTED[name as keyof TelemetryOptions]
    if (!expected) problems.push(`unknown option "${name}"; allowed are ${Object.keys(EXPECTED).join(', ')}. It is ignored.`)
    else if (!expected[0](value)) problems.push(`option "${name}" is ${show(value)}; allowed is ${expected[1]}. The default is used.`)
    else good[name] = value
  }
  return good as TelemetryOptions
}

function semconvFromEnvironment(env: Environment): ProfileId {
  const tokens = (env.OTEL_SEMCONV_STABILITY_OPT_IN ?? '').split(',').map((token) => token.trim())
  return tokens.includes(LATEST_OPT_IN) ? 'latest' : 'v1.41'
}

/** The values that the OpenTelemetry instrumentations of several languages take. */
const CAPTURE_VALUES: Readonly<Record<string, CaptureMode>> = {
  no_content: 'none',
  false: 'none',
  none: 'none',
  span_only: 'span',
  span: 'span',
  event_only: 'event',
  event: 'event',
  span_and_event: 'both',
  both: 'both',
  true: 'both',
}

function captureFromEnvironment(env: Environment, problems: string[]): CaptureMode {
  const name = 'OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT'
  const value = env[name]?.trim()
  if (!value) return 'none'
  const mode = CAPTURE_VALUES[value.toLowerCase()]
  if (mode) return mode
  problems.push(
    `${name} is "${value}"; allowed is ${oneOf(['NO_CONTENT', 'SPAN_ONLY', 'EVENT_ONLY', 'SPAN_AND_EVENT', 'true', 'false'])}. No content is recorded.`,
  )
  return 'none'
}

function choiceFromEnvironment<T extends string>(
  env: Environment,
  name: string,
  allowed: readonly T[],
  fallback: T,
  problems: string[],
): T {
  const value = env[name]?.trim()
  if (!value) return fallback
  if (allowed.includes(value.toLowerCase() as T)) return value.toLowerCase() as T
  problems.push(`${name} is "${value}"; allowed is ${oneOf(allowed)}. "${fallback}" is used.`)
  return fallback
}

function numberFromEnvironment(env: Environment, name: string, fallback: number, problems: string[]): number {
  const value = env[name]?.trim()
  if (!value) return fallback
  if (isPositive(Number(value))) return Number(value)
  problems.push(`${name} is "${value}"; allowed is a number above 0. ${fallback} is used.`)
  return fallback
}

function isPositive(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && Number.isFinite(value)
}

function isPriceTable(value: unknown): boolean {
  const isPrice = (price: unknown): boolean => {
    const { inputPerMillion, outputPerMillion, cacheReadPerMillion = 0, reasoningPerMillion = 0 } = (price ?? {}) as Record<string, unknown>
    const parts = [inputPerMillion, outputPerMillion, cacheReadPerMillion, reasoningPerMillion]
    return parts.every((part) => typeof part === 'number' && part >= 0)
  }
  return typeof value === 'object' && value !== null && Object.values(value).every(isPrice)
}

function hasMethod(name: string): (value: unknown) => boolean {
  return (value) => typeof (value as Record<string, unknown> | null)?.[name] === 'function'
}

function oneOf(values: readonly string[]): string {
  return `one of ${values.map((value) => `"${value}"`).join(', ')}`
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value)
  return typeof value === 'object' && value !== null ? (Array.isArray(value) ? 'an array' : 'an object') : String(value)
}
