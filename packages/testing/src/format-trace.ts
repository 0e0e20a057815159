import { type Attributes, type HrTime, SpanKind, SpanStatusCode } from '@opentelemetry/api'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'

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

const PREFIXES = ['gen_ai.', 'tokenscope.', 'error.type']

/**
 * Draws finished spans as a tree, in the order of their start: name, kind, duration, status, attributes and events. A span whose
 * parent is not among them is drawn as a root.
 */
export function formatTrace(spans: readonly ReadableSpan[], options: FormatTraceOptions = {}): string {
  const known = new Set(spans.map(idOf))
  const children = new Map<string, ReadableSpan[]>()
  for (const span of [...spans].sort((one, other) => millis(one.startTime) - millis(other.startTime))) {
    const parent = span.parentSpanContext?.spanId
    const key = parent !== undefined && known.has(parent) ? parent : ''
    children.set(key, [...(children.get(key) ?? []), span])
  }
  const lines: string[] = []
  const draw = (span: ReadableSpan, first: string, rest: string): void => {
    const below = children.get(idOf(span)) ?? []
    lines.push(`${first}${headline(span, options)}`)
    const inner = `${rest}${below.length > 0 ? '│' : ' '}  `
    for (const detail of [...attributeLines(span.attributes, options), ...eventLines(span, options)]) lines.push(`${inner}${detail}`)
    for (const [index, child] of below.entries()) {
      const last = index === below.length - 1
      draw(child, `${rest}${last ? '└─ ' : '├─ '}`, `${rest}${last ? '   ' : '│  '}`)
    }
  }
  for (const root of children.get('') ?? []) draw(root, '', '')
  return lines.join('\n')
}

function headline(span: ReadableSpan, { times = true }: FormatTraceOptions): string {
  const parts = [`${span.name} (${SpanKind[span.kind].toLowerCase()})`]
  if (times) parts.push(formatMs(millis(span.duration)))
  if (span.status.code === SpanStatusCode.ERROR) parts.push(span.status.message ? `ERROR: ${span.status.message}` : 'ERROR')
  if (span.status.code === SpanStatusCode.OK) parts.push('OK')
  return parts.join(' ')
}

function attributeLines(attributes: Attributes, options: FormatTraceOptions): string[] {
  const isShown = selection(options.attributes)
  return Object.entries(attributes)
    .filter(([name]) => isShown(name))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
}

function selection(wanted: FormatTraceOptions['attributes']): (name: string) => boolean {
  if (wanted === undefined) return (name) => PREFIXES.some((prefix) => name.startsWith(prefix))
  if (typeof wanted === 'boolean') return () => wanted
  return typeof wanted === 'function' ? wanted : (name) => wanted.includes(name)
}

function eventLines(span: ReadableSpan, { events = true, maxEvents = 12, times = true }: FormatTraceOptions): string[] {
  if (!events) return []
  const lines = span.events.map(({ name, time, attributes = {} }) => {
    const offset = times ? `+${formatMs(millis(time) - millis(span.startTime))} ` : ''
    const shown = Object.entries(attributes).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    return `· ${offset}${[name, ...shown].join(' ')}`
  })
  if (lines.length <= maxEvents) return lines
  const head = Math.ceil(maxEvents / 2)
  const tail = maxEvents - head
  return [...lines.slice(0, head), `· … ${lines.length - maxEvents} more events …`, ...lines.slice(lines.length - tail)]
}

const idOf = (span: ReadableSpan): string => span.spanContext().spanId
const millis = ([seconds, nanos]: HrTime): number => seconds * 1000 + nanos / 1e6
const formatMs = (ms: number): string => (ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toFixed(1)} ms`)
