import { CLIENT_INFERENCE_DURATION, CLIENT_OPERATION_DURATION, REQUESTS } from '@tokenscope/semconv'
import { RECORDS } from '../burn-rate/records.ts'
import type { RuleContext } from '../outputs/rule-context.ts'
import { allOf } from '../promql/combine.ts'
import { LABEL_ENVIRONMENT, LABEL_LE, LABEL_SCOPE, LABEL_SERVICE, LABEL_SLO } from '../promql/labels.ts'
import { bucketsOf, countOf, seriesOf } from '../promql/series.ts'
import type { AlertDefinition } from './alert.ts'
import { BUCKET_MISSING, NO_TELEMETRY, TELEMETRY_MISSING } from './runbooks/traffic-runbooks.ts'
import { gaugeValues } from './samples.ts'
import type { Scenario } from './scenario.ts'
import { apartBy, trafficLabels } from './traffic.ts'

const MINUTE = 60
const DAY = 86_400
/** What any application with calls sends, whichever kind of histogram and profile it uses. */
const SIGNS_OF_LIFE: readonly string[] = [
  seriesOf(REQUESTS),
  countOf(CLIENT_OPERATION_DURATION),
  countOf(CLIENT_INFERENCE_DURATION),
  seriesOf(CLIENT_OPERATION_DURATION),
  seriesOf(CLIENT_INFERENCE_DURATION),
]

/** What cannot be seen: nothing here says that a service is well. */
export function absentAlerts(context: RuleContext): AlertDefinition[] {
  const measured = context.scopes.some(({ objectives }) => objectives.some(isMeasuredByBuckets))
  return [telemetryMissing(context), noTelemetryAtAll(context), ...(measured ? [bucketMissing(context)] : [])]
}

function telemetryMissing(context: RuleContext): AlertDefinition {
  const { duration } = context
  const by = `count by (${LABEL_ENVIRONMENT}, ${LABEL_SERVICE})`
  const recent = SIGNS_OF_LIFE.map((series) => `count_over_time(${series}[${duration(15 * MINUTE)}])`).join(' or ')
  const before = `(${by} (${SIGNS_OF_LIFE.join(' or ')}))[${duration(120 * MINUTE)}:${duration(5 * MINUTE)}] offset ${duration(15 * MINUTE)}`
  return {
    name: 'LLMTelemetryMissing',
    slug: 'llm-telemetry-missing',
    group: 'absent',
    category: 'absent',
    severity: 'critical',
    forSeconds: 5 * MINUTE,
    // There for an hour: a script that ran for some minutes and ended is missed by nobody.
    expr: `count_over_time(${before}) >= 12\nunless\n${by} (${recent})`,
    summary: `{{ with $labels.${LABEL_SERVICE} }}{{ . }}{{ else }}A service without a name{{ end }} no longer sends metrics of its LLM calls`,
    description:
      'It did an hour ago. The application, its telemetry or the way to Prometheus is down; its SLOs cannot be judged. First: does the application run? Then "tokenscope doctor" on its host.',
    board: 'pipeline',
    runbook: TELEMETRY_MISSING,
    scenarios: [
      silence(context, {
        aliveMinutes: 120,
        checks: [
          [120, false],
          [132, false],
          [145, true],
          [185, true],
          [205, false],
        ],
        name: 'a service falls silent, and is forgotten',
      }),
      silence(context, { aliveMinutes: 45, checks: [30, 70, 90, 120].map((minutes) => [minutes, false]), name: 'a script ends' }),
    ],
  }
}

/** Said only where something was there within a day: who has connected no application yet knows that there is none. */
function noTelemetryAtAll(context: RuleContext): AlertDefinition {
  const { duration } = context
  const any = SIGNS_OF_LIFE.map((series) => `count(${series})`).join(' or ')
  return {
    name: 'LLMNoTelemetryAtAll',
    slug: 'llm-no-telemetry-at-all',
    group: 'absent',
    category: 'absent',
    severity: 'critical',
    forSeconds: 10 * MINUTE,
    expr: allOf(
      ...SIGNS_OF_LIFE.map((series) => `absent_over_time(${series}[${duration(30 * MINUTE)}])`),
      `count_over_time((${any})[${duration(DAY)}:${duration(30 * MINUTE)}]) >= 3`,
    ),
    summary: 'No service sends metrics of LLM calls',
    description:
      'For half an hour nothing has arrived: the Collector, Prometheus, or everything behind them is silent, and no alert on calls can fire. First: "tokenscope stack status" says what does not run.',
    board: 'pipeline',
    runbook: NO_TELEMETRY,
    scenarios: [
      silence(context, {
        aliveMinutes: 120,
        checks: [
          [120, false],
          [155, false],
          [170, true],
          [1200, true],
          [1600, false],
        ],
        name: 'everything falls silent, and is forgotten after a day',
      }),
      silence(context, {
        silentMinutes: 60,
        aliveMinutes: 20,
        checks: [50, 75, 130].map((minutes) => [minutes, false]),
        name: 'nothing is connected but a trial of some minutes',
      }),
    ],
  }
}

function bucketMissing(context: RuleContext): AlertDefinition {
  return {
    name: 'LLMSLOBucketMissing',
    slug: 'llm-slo-bucket-missing',
    group: 'absent',
    category: 'config',
    severity: 'warning',
    forSeconds: 15 * MINUTE,
    expr: `${RECORDS.bucketMissing} > 0`,
    summary: `{{ with $labels.${LABEL_SERVICE} }}{{ . }}{{ else }}A service{{ end }} sends a histogram without a bucket at the threshold of {{ $labels.slo }}`,
    description:
      'Those calls are left out of the objective, so nothing would tell of a breach by them. Set the boundaries of histogram-buckets.json in its SDK.',
    board: 'pipeline',
    runbook: BUCKET_MISSING,
    scenarios: context.scopes.flatMap((scope) => bucketScenarios(context, scope)),
  }
}

function bucketScenarios(context: RuleContext, { scope, objectives }: RuleContext['scopes'][number]): Scenario[] {
  const objective = objectives.find(({ slo }) => slo.startsWith('response-time-'))
  if (!objective) return []
  const { seconds, times } = context
  const sampleSeconds = times.fastIntervalSeconds
  const minutes = 25
  const samples = seconds(minutes * MINUTE) / sampleSeconds
  const bucket = (service: string, le: string): Scenario['series'][number] => ({
    name: bucketsOf(CLIENT_OPERATION_DURATION),
    labels: { ...trafficLabels(scope), [LABEL_SERVICE]: service, [LABEL_LE]: le },
    values: gaugeValues([[samples, 1]]),
  })
  const bounds = objectives.filter(({ slo }) => slo.startsWith('response-time-')).map(({ target }) => target)
  const own = scope.service
  const services = own === undefined ? ['by-otlp', 'scraped', 'without'] : [own]
  const series = services.flatMap((service) => [
    bucket(service, '+Inf'),
    ...(service === 'without' || own !== undefined
      ? []
      : bounds.map((bound) => bucket(service, service === 'scraped' && Number.isInteger(bound) ? `${bound}.0` : String(bound)))),
  ])
  const of = (service: string): Record<string, string> => ({
    [LABEL_SCOPE]: scope.id,
    [LABEL_SLO]: objective.slo,
    [LABEL_SERVICE]: service,
  })
  return [
    {
      name: `buckets of ${scope.id}`,
      scopeId: scope.id,
      ...apartBy(scope),
      sampleSeconds,
      evaluationSeconds: sampleSeconds,
      series,
      checks: [
        { atSeconds: seconds(10 * MINUTE), fires: false, labels: of(services.at(-1) ?? '') },
        ...services.map((service) => ({ atSeconds: seconds(20 * MINUTE), fires: service === services.at(-1), labels: of(service) })),
        { atSeconds: seconds((minutes + 10) * MINUTE), fires: false, labels: { [LABEL_SCOPE]: scope.id } },
      ],
    },
  ]
}

interface Silence {
  readonly name: string
  readonly silentMinutes?: number
  readonly aliveMinutes: number
  readonly checks: readonly (readonly [minutes: number, fires: boolean])[]
}

function silence({ times, seconds }: RuleContext, { name, silentMinutes = 0, aliveMinutes, checks }: Silence): Scenario {
  const sampleSeconds = times.fastIntervalSeconds * 2
  const samples = (minutes: number): number => seconds(minutes * MINUTE) / sampleSeconds
  return {
    name,
    sampleSeconds,
    evaluationSeconds: sampleSeconds,
    series: [
      {
        name: countOf(CLIENT_OPERATION_DURATION),
        labels: { [LABEL_SERVICE]: 'chat' },
        values: gaugeValues([
          [samples(silentMinutes), Number.NaN],
          [samples(aliveMinutes), 1],
        ]),
      },
    ],
    checks: checks.map(([minutes, fires]) => ({ atSeconds: seconds(minutes * MINUTE), fires })),
  }
}

function isMeasuredByBuckets({ slo }: { slo: string }): boolean {
  return /^(?:response-time|time-to-first-token)-/.test(slo)
}
