/** A span as Jaeger's query API returns it, in names of OpenTelemetry. Times are microseconds since the epoch, which is all Jaeger keeps. */
export interface JaegerSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | undefined
  readonly name: string
  readonly service: string
  readonly startMicros: number
  readonly durationMicros: number
  readonly attributes: Readonly<Record<string, unknown>>
  readonly events: readonly { readonly name: string; readonly atMicros: number; readonly attributes: Readonly<Record<string, unknown>> }[]
}

interface Tag {
  readonly key: string
  readonly value: unknown
}

interface RawTrace {
  readonly spans: readonly {
    readonly traceID: string
    readonly spanID: string
    readonly operationName: string
    readonly references: readonly { readonly refType: string; readonly spanID: string }[]
    readonly startTime: number
    readonly duration: number
    readonly tags: readonly Tag[]
    readonly logs: readonly { readonly timestamp: number; readonly fields: readonly Tag[] }[]
    readonly processID: string
  }[]
  readonly processes: Readonly<Record<string, { readonly serviceName: string }>>
}

/** The spans of one trace, by start; undefined where Jaeger does not have it. */
export async function fetchTrace(jaegerUrl: string, traceId: string): Promise<JaegerSpan[] | undefined> {
  const raw = await fetchRawTrace(jaegerUrl, traceId)
  return raw && toSpans(raw)
}

/** The trace as Jaeger's API returns it. */
export async function fetchRawTrace(jaegerUrl: string, traceId: string): Promise<RawTrace | undefined> {
  const response = await fetch(`${jaegerUrl}/api/traces/${traceId}`)
  if (response.status === 404) return undefined
  const [trace] = await readData(response)
  return trace
}

/** Ids of the newest traces of a service, at most `limit`, with all their spans. */
export async function searchTraces(jaegerUrl: string, service: string, limit: number): Promise<Map<string, JaegerSpan[]>> {
  const hour = 3_600_000_000
  const now = Date.now() * 1000
  const query = new URLSearchParams({ service, limit: `${limit}`, start: `${now - hour}`, end: `${now + hour}` })
  const traces = await readData(await fetch(`${jaegerUrl}/api/traces?${query}`))
  return new Map(traces.map((raw) => [raw.spans[0]?.traceID ?? '', toSpans(raw)]))
}

async function readData(response: Response): Promise<RawTrace[]> {
  const text = await response.text()
  if (!response.ok) throw new Error(`Jaeger answered ${response.status}: ${text.slice(0, 300)}`)
  return (JSON.parse(text) as { data: RawTrace[] | null }).data ?? []
}

function toSpans({ spans, processes }: RawTrace): JaegerSpan[] {
  return spans
    .map((span) => ({
      traceId: span.traceID,
      spanId: span.spanID,
      parentSpanId: span.references.find(({ refType }) => refType === 'CHILD_OF')?.spanID,
      name: span.operationName,
      service: processes[span.processID]?.serviceName ?? '',
      startMicros: span.startTime,
      durationMicros: span.duration,
      attributes: toRecord(span.tags),
      events: span.logs.map(({ timestamp, fields }) => {
        const { event, ...attributes } = toRecord(fields)
        return { name: String(event), atMicros: timestamp, attributes }
      }),
    }))
    .sort((a, b) => a.startMicros - b.startMicros)
}

function toRecord(tags: readonly Tag[]): Record<string, unknown> {
  return Object.fromEntries(tags.map(({ key, value }) => [key, value]))
}
