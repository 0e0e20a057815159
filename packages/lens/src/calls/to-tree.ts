import type { SpanSummary } from '../api/call-detail.ts'
import type { StoredSpan } from '../store/stored-span.ts'

/** Of a trace; the rest of a larger one is not shown. */
const MOST_SHOWN = 2_000
const KINDS = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const
/** Clocks of one machine agree better. */
const SKEW_MS = 2

/** The spans of a trace as rows of a tree, whatever is missing or wrong in it: parents before children, siblings by start. */
export function toTree(spans: ReadonlyMap<string, StoredSpan>, fromMs: number): SpanSummary[] {
  const byStart = [...spans.values()].toSorted((a, b) => a.startMs - b.startMs)
  const children = Map.groupBy(byStart, ({ parentSpanId }) => parentSpanId)
  const rows: SpanSummary[] = []
  const shown = new Set<StoredSpan>()
  const showFrom = (root: StoredSpan): void => {
    // A stack of its own: a chain of thousands of spans is no reason to fail.
    const stack: [StoredSpan, number][] = [[root, 0]]
    for (let next = stack.pop(); next !== undefined && rows.length < MOST_SHOWN; next = stack.pop()) {
      const [span, depth] = next
      if (shown.has(span)) continue
      shown.add(span)
      rows.push(toRow(span, depth, fromMs, spans))
      for (const child of (children.get(span.spanId) ?? []).toReversed()) stack.push([child, depth + 1])
    }
  }
  for (const span of byStart) if (span.parentSpanId === null || !spans.has(span.parentSpanId)) showFrom(span)
  // What is left are spans that are their own ancestors.
  for (const span of byStart) if (!shown.has(span)) showFrom(span)
  return rows
}

/** Whether a span begins before its parent: then the clocks of the two disagree. */
export function hasClockSkew(spans: ReadonlyMap<string, StoredSpan>): boolean {
  return [...spans.values()].some(({ parentSpanId, startMs }) => {
    const parent = parentSpanId === null ? undefined : spans.get(parentSpanId)
    return parent !== undefined && startMs < parent.startMs - SKEW_MS
  })
}

function toRow(span: StoredSpan, depth: number, fromMs: number, spans: ReadonlyMap<string, StoredSpan>): SpanSummary {
  return {
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    depth,
    name: span.name,
    kind: KINDS[span.kind] ?? 'internal',
    service: span.source.service,
    offset: (span.startMs - fromMs) / 1000,
    durationSeconds: (span.endMs - span.startMs) / 1000,
    failed: span.failed,
    isCall: span.call !== null,
    parentMissing: span.parentSpanId !== null && !spans.has(span.parentSpanId),
  }
}
