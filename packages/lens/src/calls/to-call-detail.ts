import { ATTR_GEN_AI_RESPONSE_FINISH_REASONS } from '@tokenscope/semconv'
import type { CallDetail, GpuWindow, LogRecord } from '../api/call-detail.ts'
import type { CallSummary } from '../api/call-summary.ts'
import { type ReadLog, readLog } from '../otlp/read-log.ts'
import { readEvents, readSpanHead } from '../otlp/read-span.ts'
import { WireReader } from '../otlp/wire-reader.ts'
import { gpuSeries } from '../overview/gpu-overview.ts'
import { axisOf } from '../overview/time-axis.ts'
import type { SeriesStore } from '../series/series-store.ts'
import type { StoredSpan } from '../store/stored-span.ts'
import type { StoredTrace } from '../store/trace-store.ts'
import { textsOf } from './attribute-readers.ts'
import { currentAttributes } from './current-attributes.ts'
import { splitLatency } from './split-latency.ts'
import { toContent } from './to-content.ts'
import { toTimeline } from './to-timeline.ts'
import { hasClockSkew, toTree } from './to-tree.ts'
import { toUsage } from './to-usage.ts'

const STATUS_CODES = ['unset', 'ok', 'error'] as const
const SKEW_MS = 2
/** What happened right before and after a call matters too. */
const GPU_MARGIN_MS = 5_000

/** All that is known of one call of the trace. `jaegerUrl` is where Jaeger's page is, where it is known. */
export function toCallDetail(
  span: StoredSpan,
  call: CallSummary,
  trace: StoredTrace,
  series: SeriesStore,
  jaegerUrl: string | null,
): CallDetail {
  const head = readSpanHead(new WireReader(span.bytes))
  const events = readEvents(span.bytes)
  const current = currentAttributes(head.attributes)
  const usage = toUsage(current)
  const timeline = toTimeline(events, span.startMs, { ...call, reasoningTokens: usage.reasoningTokens })
  const logs = logsOf(trace, span.spanId)
  return {
    // Where the span does not count its stalls, its events do.
    summary: { ...call, stallCount: Math.max(call.stallCount, timeline.stalls.length) },
    timeline,
    split: splitLatency(call.durationSeconds, timeline, current),
    usage,
    finishReasons: textsOf(current, ATTR_GEN_AI_RESPONSE_FINISH_REASONS),
    attributes: head.attributes,
    events: events.map(({ name, atMs, attributes }) => ({ name, offset: (atMs - span.startMs) / 1000, attributes })),
    resource: span.source.resource,
    scope: span.source.scope,
    status: { code: STATUS_CODES[head.statusCode] ?? 'unset', message: head.statusMessage },
    spans: toTree(trace.spans, span.startMs),
    logs: logs.map((log) => toLogRecord(log, span.startMs)),
    clockSkew: hasClockSkew(trace.spans) || events.some(({ atMs }) => atMs < span.startMs - SKEW_MS),
    jaegerUrl: jaegerUrl === null ? null : `${jaegerUrl}/trace/${span.traceId}?uiFind=${span.spanId}`,
    gpu: toGpuWindow(span, series),
    content: toContent([head.attributes, ...events.map(({ attributes }) => attributes), ...logs.map(({ attributes }) => attributes)]),
  }
}

/** Records of the call itself, and those of its trace that belong to no span. */
function logsOf(trace: StoredTrace, spanId: string): ReadLog[] {
  return trace.logs
    .map(({ bytes }) => readLog(new WireReader(bytes)))
    .filter((log) => log.spanId === spanId || log.spanId === '')
    .toSorted((a, b) => a.atMs - b.atMs)
}

function toLogRecord({ atMs, eventName, severity, body, attributes }: ReadLog, startMs: number): LogRecord {
  return { offset: (atMs - startMs) / 1000, eventName, severity, body, attributes }
}

function toGpuWindow(span: StoredSpan, series: SeriesStore): GpuWindow | null {
  const fromMs = span.startMs - GPU_MARGIN_MS
  const toMs = span.endMs + GPU_MARGIN_MS
  const gpus = gpuSeries(series, axisOf(fromMs, toMs), 0).filter(({ utilization, memoryUsedBytes, powerWatts }) =>
    [utilization, memoryUsedBytes, powerWatts].some((values) => values.some((value) => value !== null)),
  )
  return gpus.length === 0 ? null : { fromMs, toMs, gpus }
}
