import { plainText } from '../plain-text.ts'
import { PrometheusError } from './prometheus-error.ts'
import { readAnswer } from './read-answer.ts'
import { readBounded } from './read-bounded.ts'
import { parseServiceAddress } from './service-address.ts'
import { type Sample, type Series, toSamples, toSeries } from './to-samples.ts'

/** Asks one Prometheus, a few questions at a time. Every method throws a {@link PrometheusError}. */
export interface PrometheusClient {
  /** Without credentials. */
  readonly address: string
  /** The value of each series at a time; series whose value is no number are left out. */
  query(expression: string, atSeconds: number): Promise<Sample[]>
  /** Values at `start`, `start + step`, … up to `end`. */
  range(expression: string, times: RangeTimes): Promise<Series[]>
  /** The values that a label has in series of these selectors. */
  labelValues(label: string, selectors: readonly string[], times: Pick<RangeTimes, 'start' | 'end'>): Promise<string[]>
  /** What Prometheus had to say beside its answers, each once. */
  readonly warnings: ReadonlySet<string>
}

/** Seconds since 1970. */
export interface RangeTimes {
  readonly start: number
  readonly end: number
  readonly step: number
}

export interface PrometheusOptions {
  /** Sent with every question, such as `authorization`. */
  readonly headers?: Readonly<Record<string, string>>
  /** The most that one answer may take; default 30 000. */
  readonly timeoutMs?: number
  /** The most that one answer may have; default 64 MiB. */
  readonly mostBytes?: number
  readonly signal?: AbortSignal
}

const TIMEOUT_MS = 30_000
const MOST_BYTES = 64 * 1024 * 1024
const AT_ONCE = 4

export function createPrometheusClient(url: string, options: PrometheusOptions = {}): PrometheusClient {
  const address = parseServiceAddress(url)
  if (address === undefined) {
    throw new PrometheusError('address', 'The address of Prometheus is not one: write it like http://127.0.0.1:9090.')
  }
  const warnings = new Set<string>()
  const waiting: (() => void)[] = []
  let open = 0
  const ask = async (path: string, parameters: readonly (readonly [string, string])[]): Promise<unknown> => {
    if (open >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
    else open++
    try {
      const headers = { ...address.headers, ...options.headers }
      const envelope = await request(address.shown, path, parameters, { ...options, headers })
      for (const warning of envelope.warnings) warnings.add(plainText(warning.slice(0, 300)))
      return envelope.data
    } finally {
      const next = waiting.shift()
      if (next) next()
      else open--
    }
  }
  const window = ({ start, end }: Pick<RangeTimes, 'start' | 'end'>): [string, string][] => [
    ['start', String(start)],
    ['end', String(end)],
  ]
  return {
    address: address.shown,
    warnings,
    query: async (expression, atSeconds) =>
      toSamples(
        address.shown,
        await ask('/api/v1/query', [
          ['query', expression],
          ['time', String(atSeconds)],
        ]),
      ),
    range: async (expression, times) =>
      toSeries(address.shown, await ask('/api/v1/query_range', [['query', expression], ...window(times), ['step', String(times.step)]])),
    labelValues: async (label, selectors, times) => {
      const data = await ask(`/api/v1/label/${label}/values`, [
        ...selectors.map((selector): [string, string] => ['match[]', selector]),
        ...window(times),
      ])
      return Array.isArray(data) ? data.map(String) : []
    },
  }
}

/** Queries are longer than some proxies let an address be: they go in the body, except where the API takes none. */
async function request(
  address: string,
  path: string,
  parameters: readonly (readonly [string, string])[],
  { headers = {}, timeoutMs = TIMEOUT_MS, mostBytes = MOST_BYTES, signal }: PrometheusOptions,
): Promise<ReturnType<typeof readAnswer>> {
  const body = new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value]))
  const inBody = !path.endsWith('/values')
  const limit = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(`${address}${path}${inBody ? '' : `?${body}`}`, {
      headers,
      ...(inBody && { method: 'POST', body }),
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    })
    const text = await readBounded(response, mostBytes)
    if (text === undefined) {
      const size = Math.round(mostBytes / 1024 / 1024)
      throw new PrometheusError(
        'too-large',
        `An answer of Prometheus at ${address} has more than ${size} MiB. Name the models in sla.yaml, or ask about a shorter time with --window.`,
      )
    }
    return readAnswer(address, response.status, response.headers.get('content-type') ?? '', text)
  } catch (error) {
    if (error instanceof PrometheusError) throw error
    signal?.throwIfAborted()
    if (limit.aborted) {
      throw new PrometheusError(
        'slow',
        `Prometheus at ${address} did not answer within ${timeoutMs / 1000} s. Ask about a shorter time with --window.`,
        { cause: error },
      )
    }
    throw new PrometheusError(
      'unreachable',
      `Prometheus at ${address} cannot be reached (${reasonOf(error)}). Is it running (tokenscope stack up), and is the address right?`,
      { cause: error },
    )
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code
  return cause instanceof Error ? cause.message : String(cause)
}
