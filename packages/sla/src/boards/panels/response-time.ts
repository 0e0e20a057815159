import { DURATION_METRICS } from '../../objectives/call-events.ts'
import { quantileName } from '../../objectives/quantile-objective.ts'
import type { RuleContext } from '../../outputs/rule-context.ts'
import { sumBy } from '../../promql/combine.ts'
import { histogramQuantile } from '../../promql/histogram.ts'
import { LABEL_LE } from '../../promql/labels.ts'
import { selector } from '../../promql/selector.ts'
import { bucketsOf, seriesOf } from '../../promql/series.ts'
import { runbookLinks, traceLinks } from '../board-links.ts'
import { BY_CALLER, CALLER_LEGEND, durations, firstTokens, RATE } from '../chosen-calls.ts'
import { EXTERNAL } from '../external-series.ts'
import type { QueryPanel } from '../panel.ts'
import { quantileLines, shownQuantiles } from '../target-lines.ts'
import { CHOSEN_CALLS } from '../variables.ts'

/** How long calls take: of those that succeed. */

const LATENCY_RUNBOOKS = ['llm-latency-p95-high', 'llm-latency-p99-high']
const FIRST_TOKEN_RUNBOOKS = ['llm-time-to-first-token-high', 'llm-time-to-first-token-p99-high']

export function responseTimeStat(context: RuleContext, quantile: number): QueryPanel {
  return {
    kind: 'stat',
    title: `Response time ${quantileName(quantile)}`,
    description: 'Of the calls that succeeded, now. Coloured at the strictest target of the scopes.',
    width: 4,
    height: 4,
    unit: 's',
    queries: [{ expr: histogramQuantile(durations([]), quantile), legend: quantileName(quantile) }],
    thresholds: quantileLines(context, ({ responseTimes }) => responseTimes, [quantile]),
    noValue: 'No successful calls',
  }
}

export function responseTimeQuantiles(context: RuleContext): QueryPanel {
  const quantiles = [...new Set([0.5, ...shownQuantiles(context, ({ responseTimes }) => responseTimes)])]
  return {
    kind: 'time-series',
    title: 'Response time',
    description:
      'Quantiles over all calls that succeeded, with lines at the targets. A rise of p99 alone is a queue or a retry; a rise of p50 is the model or its load.',
    width: 12,
    height: 9,
    unit: 's',
    min: 0,
    queries: quantiles.map((quantile) => ({ expr: histogramQuantile(durations([]), quantile), legend: quantileName(quantile) })),
    thresholds: quantileLines(context, ({ responseTimes }) => responseTimes),
    links: runbookLinks(context, ...LATENCY_RUNBOOKS),
    noValue: 'No successful calls',
  }
}

export function responseTimeByCaller(context: RuleContext, quantile = 0.95): QueryPanel {
  return {
    kind: 'time-series',
    title: `Response time ${quantileName(quantile)} by service and model`,
    description: `The time within which ${quantile * 100} % of the calls that succeeded ended. A point leads to the calls behind it that missed the SLA.`,
    width: 12,
    height: 9,
    unit: 's',
    min: 0,
    queries: [{ expr: histogramQuantile(durations(BY_CALLER), quantile), legend: CALLER_LEGEND }],
    thresholds: quantileLines(context, ({ responseTimes }) => responseTimes, [quantile]),
    links: [...traceLinks(context, 'breached'), ...runbookLinks(context, ...LATENCY_RUNBOOKS)],
    noValue: 'No successful calls',
  }
}

/** Classic buckets, or native histograms where there are only those. */
export function responseTimeHeatmap(context: RuleContext): QueryPanel {
  const { matchers } = durations([])
  const classic = DURATION_METRICS.flat().map((metric) => `increase(${selector(bucketsOf(metric), matchers, RATE)})`)
  const native = DURATION_METRICS.flat().map((metric) => `increase(${selector(seriesOf(metric), matchers, RATE)})`)
  return {
    kind: 'heatmap',
    title: 'Response time, all calls',
    description:
      'How many calls took how long, of those that succeeded. Two bands are two kinds of calls: short and long answers, or with and without a queue.',
    width: 12,
    height: 10,
    unit: 's',
    queries: [{ expr: `${sumBy([LABEL_LE], classic.join(' or '))}\nor\nsum(${native.join(' or ')})`, legend: `{{${LABEL_LE}}}` }],
    links: runbookLinks(context, ...LATENCY_RUNBOOKS),
    noValue: 'No successful calls',
  }
}

/** Of what is stored: each exemplar is a trace that is there. */
export function storedCalls(context: RuleContext): QueryPanel {
  const bucket = selector(EXTERNAL.keptDurationBucket, CHOSEN_CALLS, RATE)
  const quantile = (value: number): string => `histogram_quantile(${value}, ${sumBy([...BY_CALLER, LABEL_LE], `rate(${bucket})`)})`
  return {
    kind: 'time-series',
    title: 'Stored calls: each dot is a trace',
    description:
      'Quantiles of the calls that tail sampling kept: all that failed or missed the SLA, and a share of the rest, so they lie above those of all calls. A dot opens its trace in Jaeger.',
    width: 12,
    height: 10,
    unit: 'ms',
    min: 0,
    queries: [
      { expr: quantile(0.5), legend: `p50 ${CALLER_LEGEND}`, exemplars: true },
      { expr: quantile(0.95), legend: `p95 ${CALLER_LEGEND}` },
    ],
    links: traceLinks(context, 'all'),
    noValue: 'No stored calls',
  }
}

export function firstTokenStat(context: RuleContext): QueryPanel {
  return {
    kind: 'stat',
    title: 'Time to first token p95',
    description: 'Of streamed calls, now. Coloured at the strictest target of the scopes.',
    width: 4,
    height: 4,
    unit: 's',
    queries: [{ expr: histogramQuantile(firstTokens([]), 0.95), legend: 'p95' }],
    thresholds: quantileLines(context, ({ timeToFirstToken }) => timeToFirstToken, [0.95]),
    noValue: 'No streamed calls',
  }
}

export function firstTokenByCaller(context: RuleContext): QueryPanel {
  const quantiles = shownQuantiles(context, ({ timeToFirstToken }) => timeToFirstToken)
  return {
    kind: 'time-series',
    title: 'Time to first token by service and model',
    description: 'Of streamed calls. It grows with the queue and with the length of the prompt, before anything else does.',
    width: 12,
    height: 9,
    unit: 's',
    min: 0,
    queries: quantiles.map((quantile) => ({
      expr: histogramQuantile(firstTokens(BY_CALLER), quantile),
      legend: `${quantileName(quantile)} ${CALLER_LEGEND}`,
    })),
    thresholds: quantileLines(context, ({ timeToFirstToken }) => timeToFirstToken),
    links: [...traceLinks(context, 'breached'), ...runbookLinks(context, ...FIRST_TOKEN_RUNBOOKS)],
    noValue: 'No streamed calls',
  }
}
