import { COST, OUTPUT_TOKEN_RATE, TIME_TO_FIRST_TOKEN } from '@tokenscope/semconv'
import type { RuleContext } from '../outputs/rule-context.ts'
import { decimal } from '../promql/combine.ts'
import { LABEL_LE, LABEL_SCOPE } from '../promql/labels.ts'
import { bucketsOf, countOf, seriesOf, sumOf } from '../promql/series.ts'
import { counterValues } from './samples.ts'
import type { Check, InputSeries, Scenario } from './scenario.ts'
import { apartBy, trafficLabels } from './traffic.ts'

const MINUTE = 60
const HOUR = 3600
const DAY = 24 * HOUR

/** The mean speed: just above, clearly below, above. */
export function speedScenarios(context: RuleContext, slo: string): Scenario[] {
  return perScope(context, slo, 40 * MINUTE, ({ target, counter }) => [
    counter(countOf(OUTPUT_TOKEN_RATE), {}, [1, 1, 1]),
    counter(sumOf(OUTPUT_TOKEN_RATE), {}, [target * 1.03, target * 0.9, target * 1.5]),
  ])
}

/** The median time to first token: short, so much longer that the wait is just allowed, longer than that, short. */
export function queueScenarios(context: RuleContext, slo: string): Scenario[] {
  return perScope(
    context,
    slo,
    20 * MINUTE,
    ({ target, counter }) => {
      const bucket = (bound: number | undefined, shares: readonly number[]): InputSeries =>
        counter(bucketsOf(TIME_TO_FIRST_TOKEN), { [LABEL_LE]: bound === undefined ? '+Inf' : decimal(bound) }, shares)
      return [
        bucket(target, [1, 0, 0, 1]),
        bucket(target * 1.9, [1, 1, 0, 1]),
        bucket(target * 3, [1, 1, 1, 1]),
        bucket(undefined, [1, 1, 1, 1]),
      ]
    },
    [false, false, true, false],
  )
}

/** The cost of a day: just below, above, far below. */
export function costScenarios(context: RuleContext, slo: string): Scenario[] {
  return perScope(context, slo, DAY + HOUR, ({ target, counter, secondsPerSample }) => [
    counter(
      seriesOf(COST),
      {},
      [0.95, 1.1, 0.1].map((share) => (share * target * secondsPerSample * context.times.speed) / DAY),
    ),
  ])
}

interface ScopeTools {
  readonly target: number
  readonly secondsPerSample: number
  /** A series of the scope whose phases all have the same length; each value is what a sample adds. */
  readonly counter: (name: string, more: Readonly<Record<string, string>>, steps: readonly number[]) => InputSeries
}

function perScope(
  context: RuleContext,
  slo: string,
  phaseSeconds: number,
  series: (tools: ScopeTools) => InputSeries[],
  fires: readonly boolean[] = [false, true, false],
): Scenario[] {
  const seconds = context.seconds(phaseSeconds)
  const slowly = phaseSeconds >= DAY
  const sampleSeconds = context.times.fastIntervalSeconds * (slowly ? 4 : 1)
  return context.scopes.flatMap(({ scope, objectives }) => {
    const objective = objectives.find((candidate) => candidate.slo === slo)
    if (!objective) return []
    const counter: ScopeTools['counter'] = (name, more, steps) => ({
      name,
      labels: { ...trafficLabels(scope), ...more },
      values: counterValues(steps.map((step) => [seconds / sampleSeconds, step])),
    })
    const checks = fires.map((fire, i): Check => ({ atSeconds: seconds * (i + 1), fires: fire, labels: { [LABEL_SCOPE]: scope.id } }))
    return [
      {
        name: `${slo} of ${scope.id}`,
        scopeId: scope.id,
        ...apartBy(scope),
        sampleSeconds,
        evaluationSeconds: slowly ? context.times.slowIntervalSeconds * 3 : sampleSeconds,
        series: series({ target: objective.target, secondsPerSample: sampleSeconds, counter }),
        checks,
      },
    ]
  })
}
