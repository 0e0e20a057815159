import { BadBody } from './bad-body.ts'
import type { ReceivedScope, ReceivedSpan } from './received.ts'
import { toAttributes, toScope, type WireKeyValue, type WireResource } from './to-attributes.ts'

const KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'] as const
const STATUS_CODES = ['UNSET', 'OK', 'ERROR'] as const

interface WireSpan {
  traceId: string
  spanId: string
  parentSpanId: string
  name: string
  kind: number
  startTimeUnixNano: bigint
  endTimeUnixNano: bigint
  attributes: WireKeyValue[]
  events: { name: string; timeUnixNano: bigint; attributes: WireKeyValue[] }[]
  links: { traceId: string; spanId: string; attributes: WireKeyValue[] }[]
  status?: { code: number; message: string }
}

/**
 * The spans of a decoded TraceRequest, in their order.
 * @throws BadBody for a span without ids.
 */
export function toSpans(request: Record<string, unknown>): ReceivedSpan[] {
  const { resourceSpans } = request as {
    resourceSpans: { resource?: WireResource; scopeSpans: { scope?: ReceivedScope; spans: WireSpan[] }[] }[]
  }
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ scope, spans }) =>
      spans.map((span) => ({ ...toSpan(span), resource: toAttributes(resource?.attributes), scope: toScope(scope) })),
    ),
  )
}

function toSpan(span: WireSpan): Omit<ReceivedSpan, 'resource' | 'scope'> {
  const { traceId, spanId, parentSpanId, name, startTimeUnixNano, endTimeUnixNano, status } = span
  if (traceId === '' || spanId === '') throw new BadBody(`span ${JSON.stringify(name)} has no ${traceId === '' ? 'traceId' : 'spanId'}`)
  return {
    traceId,
    spanId,
    parentSpanId: parentSpanId === '' ? undefined : parentSpanId,
    name,
    kind: KINDS[span.kind] ?? 'UNSPECIFIED',
    startTimeUnixNano,
    endTimeUnixNano,
    attributes: toAttributes(span.attributes),
    events: span.events.map((event) => ({ ...event, attributes: toAttributes(event.attributes) })),
    links: span.links.map((link) => ({ traceId: link.traceId, spanId: link.spanId, attributes: toAttributes(link.attributes) })),
    status: { code: STATUS_CODES[status?.code ?? 0] ?? 'UNSET', message: status?.message ?? '' },
  }
}
