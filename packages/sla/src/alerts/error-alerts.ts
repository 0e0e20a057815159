import { errorRatioRecord, RECORDS } from '../burn-rate/records.ts'
import { percent } from '../objectives/percent.ts'
import type { RuleContext } from '../outputs/rule-context.ts'
import { allOf, decimal } from '../promql/combine.ts'
import { LABEL_SCOPE, LABEL_SLO } from '../promql/labels.ts'
import { prometheusDuration } from '../promql/prometheus-duration.ts'
import { equal, selector } from '../promql/selector.ts'
import { AVAILABILITY_SLICE } from '../targets/sla-targets.ts'
import type { AlertDefinition } from './alert.ts'
import { beyondChance, requestsBeyondChance } from './beyond-chance.ts'
import { isPromised } from './is-promised.ts'
import { AVAILABILITY_LOW, ERROR_RATE } from './runbooks/error-runbooks.ts'
import type { Scenario } from './scenario.ts'
import { promise, SUBJECT, VALUE } from './templates.ts'
import { apartBy, traffic } from './traffic.ts'

const MINUTE = 60
const MINIMUM_ERRORS = 5

/** The share of failed requests right now, against the error rate and against the availability that were promised. */
export function errorAlerts(context: RuleContext): AlertDefinition[] {
  return [...errorRateHigh(context), ...availabilityLow(context)]
}

function errorRateHigh(context: RuleContext): AlertDefinition[] {
  const slo = 'error-rate'
  if (!isPromised(context, slo)) return []
  const of = [equal(LABEL_SLO, slo)]
  return [
    {
      name: 'LLMErrorRateHigh',
      slug: 'llm-error-rate-high',
      group: 'symptom',
      category: 'errors',
      severity: 'warning',
      forSeconds: 5 * MINUTE,
      expr: allOf(
        `${selector(errorRatioRecord(context.times.rateSeconds), of)} > on (${LABEL_SCOPE}, ${LABEL_SLO}) group_left () ${RECORDS.errorBudget}`,
        ...beyondChance(slo, context.times.rateSeconds),
      ),
      summary: `${SUBJECT}: ${VALUE.ratio} of requests fail`,
      description: `Promised: ${promise()}. Over the last five minutes, by more than chance makes of so many requests; at least ${MINIMUM_ERRORS} failures.`,
      value: VALUE.ratio,
      target: promise(),
      board: 'llm',
      traces: true,
      runbook: ERROR_RATE,
      scenarios: scenarios(context, slo, (target) => target),
    },
  ]
}

function availabilityLow(context: RuleContext): AlertDefinition[] {
  const slo = 'availability'
  if (!isPromised(context, slo)) return []
  const errors = `sum_over_time(${RECORDS.errors}[${prometheusDuration(context.seconds(30 * MINUTE))}]) * ${decimal(context.times.fastIntervalSeconds)}`
  return [
    {
      name: 'LLMAvailabilityLow',
      slug: 'llm-availability-low',
      group: 'symptom',
      category: 'errors',
      severity: 'warning',
      labels: { [LABEL_SLO]: slo },
      forSeconds: 5 * MINUTE,
      expr: allOf(
        `${RECORDS.successRatio} < on (${LABEL_SCOPE}) group_left () ${selector(RECORDS.target, [equal(LABEL_SLO, slo)])}`,
        `${errors} >= ${MINIMUM_ERRORS}`,
      ),
      summary: `${SUBJECT}: only ${VALUE.ratio} of requests succeed`,
      description: `Over the last five minutes; at least ${MINIMUM_ERRORS} failures in half an hour. Held against the share of ${promise(slo)}, of which slices of time are lost from ${percent(1 - AVAILABILITY_SLICE.successRatio)} of failures on.`,
      value: VALUE.ratio,
      target: promise(slo),
      board: 'llm',
      traces: true,
      runbook: AVAILABILITY_LOW,
      scenarios: scenarios(context, slo, (target) => 1 - target),
    },
  ]
}

function scenarios(context: RuleContext, slo: string, failedOf: (target: number) => number): Scenario[] {
  const seconds = context.seconds(40 * MINUTE)
  const sampleSeconds = context.times.fastIntervalSeconds
  return context.scopes.flatMap(({ scope, objectives }) => {
    const objective = objectives.find((candidate) => candidate.slo === slo)
    if (!objective) return []
    const threshold = failedOf(objective.target)
    const labels = { [LABEL_SCOPE]: scope.id, [LABEL_SLO]: slo }
    const requestsPerSecond = requestsBeyondChance(threshold, context.times.rateSeconds)
    const common = { scopeId: scope.id, ...apartBy(scope), sampleSeconds, evaluationSeconds: sampleSeconds }
    return [
      {
        ...common,
        name: `${slo} of ${scope.id}`,
        series: traffic(
          { scope, objectives },
          sampleSeconds,
          [threshold * 0.95, threshold * 1.2, 0].map((failed) => ({ seconds, requestsPerSecond, failed })),
        ),
        checks: [1, 2, 3].map((phase) => ({ atSeconds: seconds * phase, fires: phase === 2, labels })),
      },
      {
        ...common,
        name: `${slo} of ${scope.id}, a few failures and hardly any traffic`,
        series: traffic({ scope, objectives }, sampleSeconds, [
          { seconds: seconds * 2, requestsPerSecond: (MINIMUM_ERRORS * 0.8) / context.seconds(30 * MINUTE), failed: 1 },
        ]),
        checks: [{ atSeconds: seconds * 2, fires: false, labels }],
      },
    ]
  })
}
