import { randomBytes } from 'node:crypto'

/** What an attribute can be. */
export type AttributeValue = string | number | boolean | readonly AttributeValue[] | { readonly [key: string]: AttributeValue }

/** A span with ids of the test's own choosing, for OTLP's JSON. */
export interface PlainSpan {
  readonly traceId: string
  readonly spanId?: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind?: 'SERVER' | 'CLIENT'
  readonly durationMs?: number
  readonly attributes?: Readonly<Record<string, AttributeValue>>
  readonly events?: readonly { readonly name: string; readonly attributes: Readonly<Record<string, AttributeValue>> }[]
  readonly status?: { readonly code: 'OK' | 'ERROR'; readonly message?: string }
}

const KINDS = { SERVER: 2, CLIENT: 3 }
const STATUS_CODES = { OK: 1, ERROR: 2 }

export function newTraceId(): string {
  return randomBytes(16).toString('hex')
}

/** Sends spans that end now, as one request. Resolves with the answer's status. */
export async function postSpans(
  collectorUrl: string,
  resource: Readonly<Record<string, AttributeValue>>,
  spans: readonly PlainSpan[],
): Promise<number> {
  const end = BigInt(Date.now()) * 1_000_000n
  const body = {
    resourceSpans: [
      {
        resource: { attributes: toKeyValues(resource) },
        scopeSpans: [{ scope: { name: 'test' }, spans: spans.map((span) => toJson(span, end)) }],
      },
    ],
  }
  return await postJson(`${collectorUrl}/v1/traces`, body)
}

/** Resolves with the answer's status. */
export async function postJson(url: string, body: unknown): Promise<number> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  await response.arrayBuffer()
  return response.status
}

/** Attributes as OTLP writes them. */
export function toKeyValues(attributes: Readonly<Record<string, AttributeValue>>): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: toAnyValue(value) }))
}

function toAnyValue(value: AttributeValue): object {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'object') {
    return isList(value) ? { arrayValue: { values: value.map(toAnyValue) } } : { kvlistValue: { values: toKeyValues(value) } }
  }
  return Number.isInteger(value) ? { intValue: `${value}` } : { doubleValue: value }
}

function isList(value: object): value is readonly AttributeValue[] {
  return Array.isArray(value)
}

function toJson(span: PlainSpan, end: bigint): object {
  const { spanId = randomBytes(8).toString('hex'), durationMs = 5, attributes = {}, events = [], kind, status } = span
  return {
    traceId: span.traceId,
    spanId,
    parentSpanId: span.parentSpanId ?? '',
    name: span.name,
    kind: kind === undefined ? 1 : KINDS[kind],
    startTimeUnixNano: `${end - BigInt(durationMs) * 1_000_000n}`,
    endTimeUnixNano: `${end}`,
    attributes: toKeyValues(attributes),
    events: events.map((event) => ({ timeUnixNano: `${end}`, name: event.name, attributes: toKeyValues(event.attributes) })),
    status: status === undefined ? {} : { code: STATUS_CODES[status.code], message: status.message ?? '' },
  }
}
