import { RECORDS } from '../burn-rate/records.ts'
import type { RuleContext } from '../outputs/rule-context.ts'
import { allOf, decimal } from '../promql/combine.ts'
import { LABEL_SCOPE, LABEL_SLO } from '../promql/labels.ts'
import { prometheusDuration } from '../promql/prometheus-duration.ts'
import { equal, selector } from '../promql/selector.ts'
import type { AlertDefinition } from './alert.ts'
import { isPromised } from './is-promised.ts'
import { costScenarios, queueScenarios, speedScenarios } from './limit-scenarios.ts'
import { COST_BUDGET, GENERATION_SPEED, QUEUE_TIME } from './runbooks/limit-runbooks.ts'
import { promise, SUBJECT, VALUE } from './templates.ts'

const MINUTE = 60
const MINIMUM_CALLS = 20

/** Promises that are plain limits: speed of generation, wait in the queue, cost of a day. */
export function limitAlerts(context: RuleContext): AlertDefinition[] {
  const kinds = [
    ['generation-speed', generationSpeedLow],
    ['queue-time', queueTimeHigh],
    ['cost', costBudgetExceeded],
  ] as const
  return kinds.filter(([slo]) => isPromised(context, slo)).map(([slo, create]) => create(context, slo))
}

function generationSpeedLow(context: RuleContext, slo: string): AlertDefinition {
  const calls = `sum_over_time(${RECORDS.outputTokenRateCount}[${prometheusDuration(context.seconds(30 * MINUTE))}]) * ${decimal(context.times.fastIntervalSeconds)}`
  return {
    name: 'LLMGenerationSpeedLow',
    slug: 'llm-generation-speed-low',
    group: 'symptom',
    category: 'throughput',
    severity: 'warning',
    labels: { [LABEL_SLO]: slo },
    forSeconds: 15 * MINUTE,
    expr: allOf(beyond(RECORDS.outputTokenRate, '<', slo), `${calls} >= ${MINIMUM_CALLS}`),
    summary: `${SUBJECT}: only ${VALUE.number} output tokens per second in each call`,
    description: `Promised: ${promise(slo)}, the mean over streamed calls, after the first token.`,
    value: VALUE.number,
    target: promise(slo),
    board: 'llm',
    traces: true,
    runbook: GENERATION_SPEED,
    scenarios: speedScenarios(context, slo),
  }
}

function queueTimeHigh(context: RuleContext, slo: string): AlertDefinition {
  return {
    name: 'LLMQueueTimeHigh',
    slug: 'llm-queue-time-high',
    group: 'symptom',
    category: 'latency',
    severity: 'warning',
    labels: { [LABEL_SLO]: slo },
    forSeconds: 5 * MINUTE,
    expr: beyond(RECORDS.queueTime, '>', slo),
    summary: `${SUBJECT}: requests wait about ${VALUE.seconds} before they are served`,
    description: `Promised: ${promise(slo)}. Estimated: median time to first token above its best of the last day.`,
    value: VALUE.seconds,
    target: promise(slo),
    board: 'llm',
    traces: true,
    runbook: QUEUE_TIME,
    scenarios: queueScenarios(context, slo),
  }
}

function costBudgetExceeded(context: RuleContext, slo: string): AlertDefinition {
  return {
    name: 'LLMCostBudgetExceeded',
    slug: 'llm-cost-budget-exceeded',
    group: 'hourly',
    category: 'cost',
    severity: 'warning',
    labels: { [LABEL_SLO]: slo },
    forSeconds: 10 * MINUTE,
    expr: beyond(RECORDS.costPerDay, '>', slo),
    summary: `${SUBJECT}: the last 24 hours cost ${VALUE.number}`,
    description: `Promised: ${promise(slo)}, by the price table of the application.`,
    value: VALUE.number,
    target: promise(slo),
    board: 'tokens',
    runbook: COST_BUDGET,
    scenarios: costScenarios(context, slo),
  }
}

function beyond(record: string, comparison: '<' | '>', slo: string): string {
  return `${record} ${comparison} on (${LABEL_SCOPE}) group_left () ${selector(RECORDS.target, [equal(LABEL_SLO, slo)])}`
}
