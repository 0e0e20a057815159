import { CLIENT_TOKEN_USAGE } from '@tokenscope/semconv'
import { RECORDS } from '../burn-rate/records.ts'
import type { RuleContext } from '../outputs/rule-context.ts'
import { allOf, firstOf } from '../promql/combine.ts'
import { LABEL_SCOPE } from '../promql/labels.ts'
import { sumOf } from '../promql/series.ts'
import type { AlertDefinition } from './alert.ts'
import { TOKEN_ANOMALY, TRAFFIC_DROPPED } from './runbooks/traffic-runbooks.ts'
import { counterValues } from './samples.ts'
import type { Scenario } from './scenario.ts'
import { SUBJECT, VALUE } from './templates.ts'
import { apartBy, traffic, trafficLabels } from './traffic.ts'

const MINUTE = 60
const HOUR = 3600

/** Traffic that is not what it was, for each scope. */
export function trafficAlerts(context: RuleContext): AlertDefinition[] {
  return [trafficDropped(context), tokenUsageAnomaly(context)]
}

function trafficDropped(context: RuleContext): AlertDefinition {
  const { duration, seconds } = context
  const before = `avg_over_time(${RECORDS.requests}[${duration(24 * HOUR)}] offset ${duration(HOUR)})`
  const halfHour = `${RECORDS.requests}[${duration(30 * MINUTE)}]`
  // The half hour that then came: who goes home at six is gone at half past six.
  const quiet = (ago: number): string => `avg_over_time(${halfHour} offset ${duration(ago - 30 * MINUTE)}) < 0.1 * ${before}`
  return {
    name: 'LLMTrafficDropped',
    slug: 'llm-traffic-dropped',
    group: 'symptom',
    category: 'traffic',
    severity: 'warning',
    forSeconds: 15 * MINUTE,
    expr: allOf(
      `avg_over_time(${halfHour}) < 0.1 * ${before}`,
      `${before} * ${seconds(30 * MINUTE)} >= 30\nunless\n(\n${firstOf(quiet(24 * HOUR), quiet(7 * 24 * HOUR))}\n)`,
    ),
    summary: `${SUBJECT}: requests fell by more than 90 %`,
    description: `${VALUE.number} requests per second over half an hour, less than a tenth of the mean of the last day; neither yesterday nor a week ago was this time as quiet.`,
    value: VALUE.number,
    target: '10 % of the last day',
    board: 'llm',
    runbook: TRAFFIC_DROPPED,
    scenarios: context.scopes.flatMap((scope) => {
      const sampleSeconds = context.times.fastIntervalSeconds * 4
      const labels = { [LABEL_SCOPE]: scope.scope.id }
      const phases = [1, 0.12, 0.05, 1].map((requestsPerSecond) => ({ seconds: seconds(1.5 * HOUR), requestsPerSecond }))
      return [
        {
          name: `traffic of ${scope.scope.id}`,
          scopeId: scope.scope.id,
          ...apartBy(scope.scope),
          sampleSeconds,
          evaluationSeconds: context.times.slowIntervalSeconds,
          // Constant for long enough that the mean of the last day hardly moves.
          series: traffic(scope, sampleSeconds, [{ seconds: seconds(6 * HOUR), requestsPerSecond: 1 }, ...phases]),
          checks: [7.5, 9, 10.5, 12].map((hours) => ({ atSeconds: seconds(hours * HOUR), fires: hours === 10.5, labels })),
        },
      ]
    }),
  }
}

/** Office hours differ from nights: so both far above the mean and above the busiest hour of the week before. */
function tokenUsageAnomaly(context: RuleContext): AlertDefinition {
  const { duration, seconds } = context
  const week = `[${duration(7 * 24 * HOUR)}] offset ${duration(24 * HOUR)}`
  return {
    name: 'LLMTokenUsageAnomaly',
    slug: 'llm-token-usage-anomaly',
    group: 'hourly',
    category: 'cost',
    severity: 'warning',
    forSeconds: 30 * MINUTE,
    expr: allOf(
      `${RECORDS.tokensHourly} > 3 * avg_over_time(${RECORDS.tokensHourly}${week})`,
      `${RECORDS.tokensHourly} > 1.5 * max_over_time(${RECORDS.tokensHourly}${week})`,
      `avg_over_time(${RECORDS.requests}[${duration(HOUR)}]) * ${seconds(HOUR)} >= 50`,
    ),
    summary: `${SUBJECT}: ${VALUE.number} tokens per second, far more than in the week before`,
    description:
      'Over the last hour: more than three times the weekly mean, and more than the busiest hour. A loop, an agent without an end, or a key in the wrong hands.',
    value: VALUE.number,
    target: '3 times the weekly mean',
    board: 'tokens',
    runbook: TOKEN_ANOMALY,
    scenarios: context.scopes.flatMap((scope) => anomalyScenarios(context, scope)),
  }
}

function anomalyScenarios(context: RuleContext, scope: RuleContext['scopes'][number]): Scenario[] {
  const sampleSeconds = context.times.fastIntervalSeconds * 4
  const hours = [26, 4, 4, 4]
  const at = (phase: number): number => context.seconds(hours.slice(0, phase).reduce((sum, length) => sum + length, 0) * HOUR)
  const labels = { [LABEL_SCOPE]: scope.scope.id }
  return [
    {
      name: `tokens of ${scope.scope.id}`,
      scopeId: scope.scope.id,
      ...apartBy(scope.scope),
      sampleSeconds,
      evaluationSeconds: context.times.slowIntervalSeconds * 3,
      series: [
        ...traffic(scope, sampleSeconds, [{ seconds: at(4), requestsPerSecond: 1 }]),
        {
          name: sumOf(CLIENT_TOKEN_USAGE),
          labels: trafficLabels(scope.scope),
          values: counterValues(
            [1, 2.9, 3.5, 1].map((factor, i) => [(context.seconds(HOUR) * (hours[i] ?? 0)) / sampleSeconds, 1000 * factor]),
          ),
        },
      ],
      checks: [1, 2, 3, 4].map((phase) => ({ atSeconds: at(phase), fires: phase === 3, labels })),
    },
  ]
}
