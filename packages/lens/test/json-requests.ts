/** One span of a request, as short as tests want it; times are milliseconds from {@link BASE_MS}. */
export interface SpanSketch {
  readonly traceId?: string
  readonly spanId?: string
  readonly parentSpanId?: string
  readonly name?: string
  readonly kind?: number
  readonly at?: number
  readonly ms?: number
  readonly failed?: boolean
  readonly attributes?: Readonly<Record<string, unknown>>
  readonly events?: readonly { readonly name: string; readonly at: number; readonly attributes?: Readonly<Record<string, unknown>> }[]
}

/** A moment that all sketches count from. */
export const BASE_MS = 1_790_000_000_000

/** A call of a model, with what every instrumentation writes. */
export function callSketch(sketch: SpanSketch = {}): SpanSketch {
  return {
    name: 'chat demo',
    kind: 3,
    ...sketch,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'demo',
      ...sketch.attributes,
    },
  }
}

/** An ExportTraceServiceRequest in OTLP JSON. Spans without ids get ids by their place. */
export function tracesJson(spans: readonly SpanSketch[], resource: Readonly<Record<string, unknown>> = { 'service.name': 'shop' }): object {
  const scope = { name: 'test', version: '1.0.0' }
  return { resourceSpans: [{ resource: { attributes: keyValues(resource) }, scopeSpans: [{ scope, spans: spans.map(toSpan) }] }] }
}

/** An ExportMetricsServiceRequest of gauges, one point each. */
export function gaugesJson(
  points: readonly {
    readonly name: string
    readonly value: number
    readonly atMs: number
    readonly attributes: Readonly<Record<string, unknown>>
  }[],
): object {
  const metrics = points.map(({ name, value, atMs, attributes }) => ({
    name,
    gauge: { dataPoints: [{ timeUnixNano: nanos(atMs), asDouble: value, attributes: keyValues(attributes) }] },
  }))
  return {
    resourceMetrics: [
      { resource: { attributes: keyValues({ 'service.name': 'shop' }) }, scopeMetrics: [{ scope: { name: 'test' }, metrics }] },
    ],
  }
}

export function post(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
  })
}

export async function getJson<Answer>(url: string): Promise<Answer> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Answer
}

export function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0')
}

function toSpan(sketch: SpanSketch, index: number): object {
  const start = BASE_MS + (sketch.at ?? 0)
  return {
    traceId: sketch.traceId ?? hex(index + 1, 32),
    spanId: sketch.spanId ?? hex(index + 1, 16),
    ...(sketch.parentSpanId !== undefined && { parentSpanId: sketch.parentSpanId }),
    name: sketch.name ?? 'work',
    kind: sketch.kind ?? 1,
    startTimeUnixNano: nanos(start),
    endTimeUnixNano: nanos(start + (sketch.ms ?? 100)),
    attributes: keyValues(sketch.attributes ?? {}),
    events: (sketch.events ?? []).map(({ name, at, attributes }) => ({
      name,
      timeUnixNano: nanos(start + at),
      attributes: keyValues(attributes ?? {}),
    })),
    status: sketch.failed ? { code: 2, message: 'it failed' } : {},
  }
}

function keyValues(values: Readonly<Record<string, unknown>>): object[] {
  return Object.entries(values).map(([key, value]) => ({ key, value: anyValue(value) }))
}

function anyValue(value: unknown): object {
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } }
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value }
}

function nanos(ms: number): string {
  return (BigInt(Math.round(ms * 1000)) * 1000n).toString()
}
