import { firstOf, sumBy } from '../../promql/combine.ts'
import { LABEL_SERVICE } from '../../promql/labels.ts'
import { equal, type Matcher, selector } from '../../promql/selector.ts'
import { RATE } from '../chosen-calls.ts'
import { EXTERNAL, EXTERNAL_LABELS } from '../external-series.ts'
import type { QueryPanel, Unit } from '../panel.ts'
import { COLLECTOR_CHOICE } from '../variables.ts'

/** The Collector: what came in, what went out, what waits, what was kept. */

const { receiver, exporter, instance } = EXTERNAL_LABELS
const GRAPH = { kind: 'time-series', width: 12, height: 9, min: 0, noValue: 'No Collector is scraped' } as const

function rate(series: string, by: readonly string[], matchers: readonly Matcher[] = []): string {
  return sumBy(by, `rate(${selector(series, [COLLECTOR_CHOICE, ...matchers], RATE)})`)
}

export function accepted(): QueryPanel {
  return {
    ...GRAPH,
    title: 'Accepted',
    description: 'Spans and metric points per second that receivers took.',
    unit: 'suffix:/s',
    queries: [
      { expr: rate(EXTERNAL.collectorAcceptedSpans, [receiver]), legend: `spans {{${receiver}}}` },
      { expr: rate(EXTERNAL.collectorAcceptedMetrics, [receiver]), legend: `metric points {{${receiver}}}` },
    ],
  }
}

/** The Collector counts refusals from the start, so 0 is true where it is shown. */
export function refused(): QueryPanel {
  return {
    ...GRAPH,
    title: 'Refused',
    description: 'Sent back to the SDKs, which try again: the memory limit is reached, or a queue is full. 0 is good.',
    unit: 'suffix:/s',
    thresholds: [{ value: 0.001, color: 'red' }],
    queries: [
      { expr: rate(EXTERNAL.collectorRefusedSpans, [receiver]), legend: `spans {{${receiver}}}` },
      { expr: rate(EXTERNAL.collectorRefusedMetrics, [receiver]), legend: `metric points {{${receiver}}}` },
    ],
  }
}

export function sent(): QueryPanel {
  return {
    ...GRAPH,
    title: 'Delivered',
    description:
      'To Jaeger (spans) and to Prometheus (metric points), per second. Fewer spans than were accepted is tail sampling at work.',
    unit: 'suffix:/s',
    queries: [
      { expr: rate(EXTERNAL.collectorSentSpans, [exporter]), legend: `spans {{${exporter}}}` },
      { expr: rate(EXTERNAL.collectorSentMetrics, [exporter]), legend: `metric points {{${exporter}}}` },
    ],
  }
}

/** These counters come into being with the first loss; before it, 0 is true for every exporter that has a queue. */
export function lost(): QueryPanel {
  const losses = [
    EXTERNAL.collectorFailedSpans,
    EXTERNAL.collectorFailedMetrics,
    EXTERNAL.collectorDroppedSpans,
    EXTERNAL.collectorDroppedMetrics,
  ]
  // One exporter has counters that are alike but for their names, which rate() takes away.
  const rates = losses.map((series) => `label_replace(rate(${selector(series, [COLLECTOR_CHOICE], RATE)}), "loss", "${series}", "", "")`)
  const any = sumBy([exporter], `\n${firstOf(...rates)}\n`)
  const none = `0 * ${sumBy([exporter], selector(EXTERNAL.collectorQueueSize, [COLLECTOR_CHOICE]))}`
  return {
    ...GRAPH,
    title: 'Lost',
    description:
      'Refused for good by the store, or dropped because the queue is full, per second. 0 is good; anything else is a hole in the data.',
    unit: 'suffix:/s',
    thresholds: [{ value: 0.001, color: 'red' }],
    queries: [{ expr: firstOf(any, none), legend: `{{${exporter}}}` }],
  }
}

export function queues(): QueryPanel {
  const size = selector(EXTERNAL.collectorQueueSize, [COLLECTOR_CHOICE])
  const capacity = selector(EXTERNAL.collectorQueueCapacity, [COLLECTOR_CHOICE])
  return {
    ...GRAPH,
    title: 'Queues on disk',
    description: 'How full the queue of each exporter is. It fills while Jaeger or Prometheus is away, and empties by itself.',
    unit: 'percentunit',
    max: 1,
    thresholds: [
      { value: 0.5, color: 'orange' },
      { value: 0.9, color: 'red' },
    ],
    queries: [{ expr: `max by (${exporter}) (${size} / ${capacity})`, legend: `{{${exporter}}}` }],
  }
}

export function storedShare(): QueryPanel {
  const calls = (series: string): string => sumBy([LABEL_SERVICE], `rate(${selector(series, [], RATE)})`)
  const all = calls(EXTERNAL.spanCalls)
  return {
    ...GRAPH,
    title: 'Stored share of the spans',
    description:
      'Spans that tail sampling kept by all spans, by service. Every failure and every missed target is kept, so it rises with trouble.',
    unit: 'percentunit',
    queries: [{ expr: `(${calls(EXTERNAL.keptCalls)}\nor\n0 * ${all})\n/\n(${all} > 0)`, legend: `{{${LABEL_SERVICE}}}` }],
    noValue: 'No spans',
  }
}

export function sampledByPolicy(): QueryPanel {
  const { policy, sampled } = EXTERNAL_LABELS
  return {
    ...GRAPH,
    title: 'Why traces are kept',
    description: 'Decisions to keep, per second, by the policy that asked for it. A trace may be asked for by several.',
    unit: 'suffix:/s',
    queries: [{ expr: rate(EXTERNAL.collectorSampledTraces, [policy], [equal(sampled, 'true')]), legend: `{{${policy}}}` }],
    noValue: 'No trace was kept',
  }
}

export function tracesInMemory(): QueryPanel {
  return gauge(
    'Traces in memory',
    'They wait for their root or for something interesting. 100000 at most: then the oldest go.',
    'short',
    `max by (${instance}) (${selector(EXTERNAL.collectorTracesInMemory, [COLLECTOR_CHOICE])})`,
    [{ value: 90_000, color: 'red' }],
  )
}

export function collectorMemory(): QueryPanel {
  return gauge(
    'Memory of the Collector',
    'Resident. The shipped limit is 1 GiB, above which it refuses.',
    'bytes',
    `max by (${instance}) (${selector(EXTERNAL.collectorMemory, [COLLECTOR_CHOICE])})`,
  )
}

export function collectorCpu(): QueryPanel {
  return gauge('Processor of the Collector', '1 is one core in full.', 'short', rate(EXTERNAL.collectorCpu, [instance]))
}

function gauge(title: string, description: string, unit: Unit, expr: string, thresholds: QueryPanel['thresholds'] = []): QueryPanel {
  return { ...GRAPH, title, description, unit, queries: [{ expr, legend: `{{${instance}}}` }], thresholds }
}
