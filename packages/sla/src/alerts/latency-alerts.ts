import { errorRatioRecord, eventsRecord, RECORDS } from '../burn-rate/records.ts'
import type { Objective } from '../objectives/objective.ts'
import type { RuleContext } from '../outputs/rule-context.ts'
import { allOf } from '../promql/combine.ts'
import { LABEL_SCOPE, LABEL_SLO } from '../promql/labels.ts'
import { equal, selector } from '../promql/selector.ts'
import type { AlertDefinition, Runbook } from './alert.ts'
import { beyondChance, requestsBeyondChance } from './beyond-chance.ts'
import { FIRST_TOKEN, LATENCY, LATENCY_PAGE } from './runbooks/latency-runbooks.ts'
import type { Scenario } from './scenario.ts'
import { promise, SUBJECT, VALUE } from './templates.ts'
import { apartBy, traffic } from './traffic.ts'

const MINUTE = 60

/** One alert for each percentile that a scope promises: response time, and time to first token. */
export function latencyAlerts(context: RuleContext): AlertDefinition[] {
  return [
    ...percentiles(context, 'response-time').map((percentile) =>
      quantileAlert(context, {
        percentile,
        prefix: 'response-time',
        name: `LLMLatency${percentile.toUpperCase().replace('-', '')}High`,
        slug: `llm-latency-${percentile}-high`,
        what: 'response time',
        // The last percent hurts at once and says that something is stuck; the rest may be a burst.
        severe: quantileOf(percentile) >= 0.99,
        runbook: quantileOf(percentile) >= 0.99 ? LATENCY_PAGE : LATENCY,
      }),
    ),
    ...percentiles(context, 'time-to-first-token').map((percentile) =>
      quantileAlert(context, {
        percentile,
        prefix: 'time-to-first-token',
        name: percentile === 'p95' ? 'LLMTimeToFirstTokenHigh' : `LLMTimeToFirstToken${percentile.toUpperCase().replace('-', '')}High`,
        slug: percentile === 'p95' ? 'llm-time-to-first-token-high' : `llm-time-to-first-token-${percentile}-high`,
        what: 'time to first token',
        severe: false,
        runbook: FIRST_TOKEN,
      }),
    ),
  ]
}

interface QuantileAlert {
  readonly percentile: string
  readonly prefix: string
  readonly name: string
  readonly slug: string
  readonly what: string
  readonly severe: boolean
  readonly runbook: Runbook
}

function quantileAlert(context: RuleContext, { percentile, prefix, name, slug, what, severe, runbook }: QuantileAlert): AlertDefinition {
  const slo = `${prefix}-${percentile}`
  const of = [equal(LABEL_SLO, slo)]
  const floor = minimumRequests(percentile)
  const budget = `> on (${LABEL_SCOPE}, ${LABEL_SLO}) group_left () ${RECORDS.errorBudget}`
  const forSeconds = severe ? 2 * MINUTE : 5 * MINUTE
  return {
    name,
    slug,
    group: 'symptom',
    category: 'latency',
    severity: severe ? 'critical' : 'warning',
    forSeconds,
    // The share above the threshold is exact where a bucket ends there; the quantile itself is only shown.
    expr: allOf(
      selector(RECORDS.quantile, of),
      `${selector(errorRatioRecord(context.times.rateSeconds), of)} ${budget}`,
      ...beyondChance(slo, context.times.rateSeconds),
      `${selector(eventsRecord(context.seconds(30 * MINUTE)), of)} >= ${floor}`,
    ),
    summary: `${SUBJECT}: ${percentile} ${what} is ${VALUE.seconds}`,
    description: `Promised: ${promise()}. Over the last five minutes, by more than chance makes of so many calls; at least ${floor} calls in half an hour. "tokenscope sla explain --now" ranks the causes.`,
    value: VALUE.seconds,
    target: promise(),
    board: 'llm',
    traces: true,
    runbook,
    scenarios: context.scopes.flatMap(({ scope, objectives }) => {
      const objective = objectives.find((candidate) => candidate.slo === slo)
      return objective ? scenarios(context, { scope, objectives }, objective, { floor, forSeconds }) : []
    }),
  }
}

function scenarios(
  context: RuleContext,
  scope: RuleContext['scopes'][number],
  { slo, budget = 0 }: Objective,
  { floor, forSeconds }: { floor: number; forSeconds: number },
): Scenario[] {
  const seconds = context.seconds(20 * MINUTE)
  const sampleSeconds = context.times.fastIntervalSeconds
  const common = { scopeId: scope.scope.id, ...apartBy(scope.scope), sampleSeconds, evaluationSeconds: sampleSeconds }
  const labels = { [LABEL_SCOPE]: scope.scope.id, [LABEL_SLO]: slo }
  const shares = [budget * 0.95, Math.min(1, budget * 1.2), 0]
  const requestsPerSecond = requestsBeyondChance(budget, context.times.rateSeconds)
  // The rates look five minutes back, and the counts of bad events are sums of five minutes of rates.
  const settled = seconds + context.seconds(forSeconds + 10 * MINUTE)
  return [
    {
      ...common,
      name: `${slo} of ${scope.scope.id}`,
      series: traffic(
        scope,
        sampleSeconds,
        shares.map((share) => ({ seconds, requestsPerSecond, slow: { [slo]: share } })),
      ),
      checks: [
        { atSeconds: seconds, fires: false, labels },
        { atSeconds: settled, fires: true, labels },
        { atSeconds: seconds * 3, fires: false, labels },
      ],
    },
    {
      ...common,
      name: `${slo} of ${scope.scope.id}, too few calls to judge`,
      series: traffic(scope, sampleSeconds, [
        { seconds: seconds * 2, requestsPerSecond: (floor * 0.9) / context.seconds(30 * MINUTE), slow: { [slo]: 1 } },
      ]),
      checks: [{ atSeconds: seconds * 2, fires: false, labels }],
    },
  ]
}

/** The percentiles that any scope asks for, in rising order. */
function percentiles({ scopes }: RuleContext, prefix: string): string[] {
  const found = scopes.flatMap(({ objectives }) =>
    objectives.filter(({ slo }) => slo.startsWith(`${prefix}-p`)).map(({ slo }) => slo.slice(prefix.length + 1)),
  )
  return [...new Set(found)].sort((a, b) => quantileOf(a) - quantileOf(b))
}

/** Below so many calls the percentile is the luck of one call: 20 for p95, 100 for p99. */
function minimumRequests(percentile: string): number {
  return Math.max(20, Math.ceil(Number((1 / (1 - quantileOf(percentile))).toPrecision(6))))
}

function quantileOf(percentile: string): number {
  return Number(percentile.slice(1).replace('-', '.')) / 100
}
