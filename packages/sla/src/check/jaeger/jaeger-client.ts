import { readBounded } from '../prometheus/read-bounded.ts'
import { parseServiceAddress } from '../prometheus/service-address.ts'

const TIMEOUT_MS = 15_000
const MOST_BYTES = 64 * 1024 * 1024

export interface JaegerSpan {
  readonly traceId: string
  /** Seconds since 1970. */
  readonly time: number
  readonly durationSeconds: number
  readonly service: string
  readonly tags: Readonly<Record<string, string>>
}

export interface JaegerSearch {
  readonly service: string
  readonly start: number
  readonly end: number
  readonly minSeconds: number
  readonly tags: Readonly<Record<string, string>>
  readonly limit: number
}

/** The search of Jaeger, as its own pages use it. Every method throws an Error that says what is wrong with Jaeger. */
export interface JaegerClient {
  services(): Promise<string[]>
  search(search: JaegerSearch): Promise<JaegerSpan[]>
  /** The page of a trace. */
  linkTo(traceId: string): string
}

export function createJaegerClient(url: string, signal?: AbortSignal): JaegerClient {
  const address = parseServiceAddress(url)
  if (address === undefined) throw new Error('the address of Jaeger is not one: write it like http://127.0.0.1:16686.')
  const { shown, headers } = address
  const ask = async (path: string): Promise<unknown[]> => {
    const limit = AbortSignal.timeout(TIMEOUT_MS)
    let text: string | undefined
    let status: number
    try {
      const response = await fetch(`${shown}${path}`, { headers, signal: signal === undefined ? limit : AbortSignal.any([signal, limit]) })
      status = response.status
      text = await readBounded(response, MOST_BYTES)
    } catch (error) {
      throw new Error(
        limit.aborted ? `Jaeger at ${shown} did not answer within ${TIMEOUT_MS / 1000} s.` : `Jaeger at ${shown} cannot be reached.`,
        {
          cause: error,
        },
      )
    }
    return readData(shown, status, text)
  }
  return {
    services: async () => (await ask('/api/services')).map(String).sort(),
    search: async ({ service, start, end, minSeconds, tags, limit }) => {
      const query = new URLSearchParams({
        service,
        start: String(Math.floor(start * 1e6)),
        end: String(Math.ceil(end * 1e6)),
        limit: String(limit),
        ...(minSeconds > 0 && { minDuration: `${Math.round(minSeconds * 1000)}ms` }),
        ...(Object.keys(tags).length > 0 && { tags: JSON.stringify(tags) }),
      })
      return (await ask(`/api/traces?${query}`)).flatMap((trace) => readTrace(trace as RawTrace))
    },
    linkTo: (traceId) => `${shown}/trace/${traceId}`,
  }
}

function readData(address: string, status: number, text: string | undefined): unknown[] {
  if (text === undefined) throw new Error(`Jaeger at ${address} answers with more than ${MOST_BYTES / 1024 / 1024} MiB.`)
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    throw new Error(`${address} does not answer as Jaeger does (HTTP ${status}).`)
  }
  if (status !== 200 || typeof answer !== 'object' || answer === null || !('data' in answer)) {
    throw new Error(`${address} does not answer as Jaeger does (HTTP ${status}).`)
  }
  return Array.isArray(answer.data) ? answer.data : []
}

interface RawTrace {
  readonly spans?: readonly {
    readonly traceID?: string
    readonly processID?: string
    readonly startTime?: number
    readonly duration?: number
    readonly tags?: readonly { readonly key?: string; readonly value?: unknown }[]
  }[]
  readonly processes?: Readonly<Record<string, { readonly serviceName?: string }>>
}

function readTrace({ spans = [], processes = {} }: RawTrace): JaegerSpan[] {
  return spans.flatMap(({ traceID, processID = '', startTime = 0, duration = 0, tags = [] }) =>
    traceID === undefined
      ? []
      : [
          {
            traceId: traceID,
            time: startTime / 1e6,
            durationSeconds: duration / 1e6,
            service: processes[processID]?.serviceName ?? '',
            tags: Object.fromEntries(tags.map(({ key, value }) => [String(key), String(value)])),
          },
        ],
  )
}
