import { isPromised } from '../../alerts/is-promised.ts'
import { RECORDS } from '../../burn-rate/records.ts'
import type { RuleContext } from '../../outputs/rule-context.ts'
import { LABEL_MODEL, LABEL_SCOPE, LABEL_SERVICE, LABEL_SLO } from '../../promql/labels.ts'
import { equal, selector } from '../../promql/selector.ts'
import { runbookLinks } from '../board-links.ts'
import type { QueryPanel, Unit } from '../panel.ts'
import { atMostLine, quantileLines } from '../target-lines.ts'
import { CHOSEN_SCOPE_CALLS, CHOSEN_SCOPES } from '../variables.ts'
import { NO_RULES } from './budget-stats.ts'

/** What the objectives measure, each scope beside its own target. */

const LEGEND = `{{${LABEL_SCOPE}}} · {{${LABEL_SLO}}} · {{${LABEL_MODEL}}}`
const TARGET_LEGEND = `{{${LABEL_SCOPE}}}: {{target}}`

/** Quantiles of a time, with a dashed line at each scope's promise. */
export function quantileAgainstTarget(context: RuleContext, prefix: 'response-time' | 'time-to-first-token', title: string): QueryPanel {
  const which = { label: LABEL_SLO, op: '=~', value: `${prefix}-p.*` } as const
  return {
    kind: 'time-series',
    title: `${title} by scope`,
    description: 'The promised quantiles over five minutes; dashed is what each scope promises.',
    width: 12,
    height: 9,
    unit: 's',
    min: 0,
    queries: [
      { expr: selector(RECORDS.quantile, [...CHOSEN_SCOPE_CALLS, which]), legend: LEGEND },
      { expr: selector(RECORDS.target, [...CHOSEN_SCOPES, which]), legend: TARGET_LEGEND, line: true },
    ],
    thresholds: quantileLines(context, (objectives) =>
      prefix === 'response-time' ? objectives.responseTimes : objectives.timeToFirstToken,
    ),
    links: runbookLinks(
      context,
      ...(prefix === 'response-time' ? ['llm-latency-p95-high', 'llm-latency-p99-high'] : ['llm-time-to-first-token-high']),
    ),
    noValue: NO_RULES,
  }
}

export function successOverTime(context: RuleContext): QueryPanel {
  const allowed = atMostLine(context, ({ errorRate }) => errorRate)
  return {
    kind: 'time-series',
    title: 'Failed share by scope',
    description:
      'Failed requests by all requests over five minutes, with a line at the strictest error rate. Nothing where there is no traffic.',
    width: 12,
    height: 9,
    unit: 'percentunit',
    min: 0,
    thresholds: allowed,
    queries: [{ expr: `1 - ${selector(RECORDS.successRatio, CHOSEN_SCOPE_CALLS)}`, legend: `{{${LABEL_SCOPE}}} · {{${LABEL_MODEL}}}` }],
    links: runbookLinks(context, 'llm-error-rate-high'),
    noValue: NO_RULES,
  }
}

export function slices(context: RuleContext): QueryPanel {
  return {
    kind: 'timeline',
    title: 'Availability: good and bad slices',
    description: 'A slice is good when at least 95 % of its requests succeed. Slices without requests are empty and count for nothing.',
    width: 12,
    height: 9,
    unit: 'short',
    queries: [{ expr: selector(RECORDS.sliceGood, CHOSEN_SCOPE_CALLS), legend: `{{${LABEL_SCOPE}}} · {{${LABEL_MODEL}}}` }],
    words: { 0: { text: 'bad', color: 'red' }, 1: { text: 'good', color: 'green' } },
    base: 'red',
    thresholds: [{ value: 1, color: 'green' }],
    links: runbookLinks(context, 'llm-availability-low'),
    noValue: NO_RULES,
  }
}

const LIMITS: readonly {
  readonly slo: string
  readonly title: string
  readonly record: string
  readonly unit: Unit
  readonly description: string
  readonly runbook: string
}[] = [
  {
    slo: 'generation-speed',
    title: 'Output tokens per second by scope',
    record: RECORDS.outputTokenRate,
    unit: 'suffix: tokens/s',
    description: 'Mean of streamed calls after the first token. Must stay above the dashed line.',
    runbook: 'llm-generation-speed-low',
  },
  {
    slo: 'queue-time',
    title: 'Wait in the queue by scope',
    record: RECORDS.queueTime,
    unit: 's',
    description: 'Estimated: the median time to first token above its best of the last day. Must stay below the dashed line.',
    runbook: 'llm-queue-time-high',
  },
  {
    slo: 'cost',
    title: 'Cost of a day by scope',
    record: RECORDS.costPerDay,
    unit: 'short',
    description: 'Of the last 24 hours, in the currency of the price table. Must stay below the dashed line.',
    runbook: 'llm-cost-budget-exceeded',
  },
]

/** Promises that are plain limits; a panel for each that any scope makes. */
export function limitPanels(context: RuleContext): QueryPanel[] {
  return LIMITS.filter(({ slo }) => isPromised(context, slo)).map(({ slo, title, record, unit, description, runbook }) => ({
    kind: 'time-series',
    title,
    description,
    width: 12,
    height: 9,
    unit,
    min: 0,
    queries: [
      { expr: selector(record, CHOSEN_SCOPE_CALLS), legend: `{{${LABEL_SCOPE}}} · {{${LABEL_MODEL}}}` },
      { expr: selector(RECORDS.target, [...CHOSEN_SCOPES, equal(LABEL_SLO, slo)]), legend: TARGET_LEGEND, line: true },
    ],
    links: runbookLinks(context, runbook),
    noValue: NO_RULES,
  }))
}

export function missingBuckets(context: RuleContext): QueryPanel {
  return {
    kind: 'time-series',
    title: 'Series without a bucket at the target',
    description:
      'Histograms of applications in which no bucket ends at a promised time: those calls cannot be judged. Empty is good. histogram-buckets.json has the boundaries for their SDK.',
    width: 24,
    height: 6,
    unit: 'short',
    min: 0,
    queries: [
      {
        expr: selector(RECORDS.bucketMissing, CHOSEN_SCOPE_CALLS),
        legend: `{{${LABEL_SCOPE}}} · {{${LABEL_SLO}}} · {{${LABEL_SERVICE}}} · {{${LABEL_MODEL}}}`,
      },
    ],
    links: runbookLinks(context, 'llm-slo-bucket-missing'),
    noValue: 'None: every call can be judged',
  }
}
