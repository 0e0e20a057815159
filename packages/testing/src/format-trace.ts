import { type HrTime, SpanKind } from '@opentelemetry/api'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import type { ReceivedSpan } from './otlp-receiver/index.ts'

export interface FormatTraceOptions {
  /** Which attributes are shown. Default: those of GenAI and Tokenscope, and the type of an error. */
  attributes?: boolean | readonly string[] | ((name: string) => boolean)
  /** Shows span events. Default true. */
  events?: boolean
  /** More events than this are summed up in the middle. Default 12. */
  maxEvents?: number
  /** Shows durations and offsets; false makes the text the same on every run. Default true. */
  times?: boolean
}

/** What is drawn of a span, whatever it came as. */
interface Drawing {
  id: string
  parentId: string
  name: string
  kind: string
  startMs: number
  durationMs: number
  status: { code: 'UNSET' | 'OK' | 'ERROR'; message: string }
  attributes: Readonly<Record<string, unknown>>
  events: { name: string; offsetMs: number; attributes: Readonly<Record<string, unknown>> }[]
}

const PREFIXES = ['gen_ai.', 'tokenscope.', 'error.type']

/**
 * Draws finished spans, of the SDK or received, as a tree in the order of their start: name, kind, duration, status, attributes and events.
 * A span whose parent is not among them is drawn as a root.
 */
export function formatTrace(spans: readonly (ReadableSpan | ReceivedSpan)[], options: FormatTraceOptions = {}): string {
  const drawings = spans.map((span) => ('spanContext' in span ? fromFinished(span) : fromReceived(span)))
  const known = new Set(drawings.map(({ id }) => id))
  const children = new Map<string, Drawing[]>()
  for (const span of drawings.sort((one, other) => one.startMs - other.startMs)) {
    const key = known.has(span.parentId) ? span.parentId : ''
    children.set(key, [...(children.get(key) ?? []), span])
  }
  const lines: string[] = []
  const draw = (span: Drawing, first: string, rest: string): void => {
    const below = children.get(span.id) ?? []
    lines.push(`${first}${headline(span, options)}`)
    const inner = `${rest}${below.length > 0 ? '│' : ' '}    `
    for (const detail of [...attributeLines(span, options), ...eventLines(span, options)]) lines.push(`${inner}${detail}`)
    for (const [index, child] of below.entries()) {
      const last = index === below.length - 1
      draw(child, `${rest}${last ? '└─ ' : '├─ '}`, `${rest}${last ? '   ' : '│  '}`)
    }
  }
  for (const root of children.get('') ?? []) draw(root, '', '')
  return lines.join('\n')
}

function fromFinished(span: ReadableSpan): Drawing {
  const { traceId, spanId } = span.spanContext()
  const startMs = hrTimeToMs(span.startTime)
  return {
    id: `${traceId} ${spanId}`,
    parentId: `${traceId} ${span.parentSpanContext?.spanId}`,
    name: span.name,
    kind: SpanKind[span.kind],
    startMs,
    durationMs: hrTimeToMs(span.duration),
    status: { code: (['UNSET', 'OK', 'ERROR'] as const)[span.status.code], message: span.status.message ?? '' },
    attributes: span.attributes,
    events: span.events.map(({ name, time, attributes = {} }) => ({ name, offsetMs: hrTimeToMs(time) - startMs, attributes })),
  }
}

function fromReceived({ traceId, spanId, parentSpanId, startTimeUnixNano, endTimeUnixNano, ...span }: ReceivedSpan): Drawing {
  return {
    ...span,
    id: `${traceId} ${spanId}`,
    parentId: `${traceId} ${parentSpanId}`,
    startMs: Number(startTimeUnixNano) / 1e6,
    durationMs: Number(endTimeUnixNano - startTimeUnixNano) / 1e6,
    events: span.events.map((event) => ({ ...event, offsetMs: Number(event.timeUnixNano - startTimeUnixNano) / 1e6 })),
  }
}

function headline({ name, kind, durationMs, status }: Drawing, { times = true }: FormatTraceOptions): string {
  const parts = [`${name} (${kind.toLowerCase()})`]
  if (times) parts.push(formatMs(durationMs))
  if (status.code !== 'UNSET') parts.push(status.message === '' ? status.code : `${status.code}: ${status.message}`)
  return parts.join(' ')
}

function attributeLines({ attributes }: Drawing, options: FormatTraceOptions): string[] {
  const isShown = selection(options.attributes)
  return Object.entries(attributes)
    .filter(([name]) => isShown(name))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}: ${formatValue(value)}`)
}

function selection(wanted: FormatTraceOptions['attributes']): (name: string) => boolean {
  if (wanted === undefined) return (name) => PREFIXES.some((prefix) => name.startsWith(prefix))
  if (typeof wanted === 'boolean') return () => wanted
  return typeof wanted === 'function' ? wanted : (name) => wanted.includes(name)
}

function eventLines(span: Drawing, { events = true, maxEvents = 12, times = true }: FormatTraceOptions): string[] {
  if (!events) return []
  const lines = span.events.map(({ name, offsetMs, attributes }) => {
    const offset = times ? `+${formatMs(offsetMs)} ` : ''
    const shown = Object.entries(attributes).map(([key, value]) => `${key}=${formatValue(value)}`)
    return `· ${offset}${[name, ...shown].join(' ')}`
  })
  if (lines.length <= maxEvents) return lines
  const head = Math.ceil(maxEvents / 2)
  const tail = maxEvents - head
  return [...lines.slice(0, head), `· … ${lines.length - maxEvents} more events …`, ...lines.slice(lines.length - tail)]
}

const hrTimeToMs = ([seconds, nanos]: HrTime): number => seconds * 1000 + nanos / 1e6
const formatMs = (ms: number): string => (ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toFixed(1)} ms`)
const formatValue = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? `${inner}` : inner)) ?? 'undefined'
