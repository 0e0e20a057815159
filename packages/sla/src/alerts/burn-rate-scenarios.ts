import type { BurnRateWindow } from '../burn-rate/windows.ts'
import type { RuleContext, ScopeContext } from '../outputs/rule-context.ts'
import { LABEL_SCOPE } from '../promql/labels.ts'
import { prometheusDuration } from '../promql/prometheus-duration.ts'
import { type BurnPhase, burnScenarios } from './burn-scenarios.ts'
import type { Scenario } from './scenario.ts'
import { traffic } from './traffic.ts'

const MINUTE = 60
const HOUR = 3600

/** Each pair of windows alone: silent just below, fires just above, resolves. */
export function pageScenarios(context: RuleContext): Scenario[] {
  const [quick, slow] = context.times.burnRates.filter(({ severity }) => severity === 'page')
  if (!quick || !slow) return []
  const settle = slow.shortSeconds + context.seconds(20 * MINUTE)
  return context.scopes.flatMap((scope) => [
    ...burnScenarios({
      context,
      scope,
      name: pairName(quick),
      evaluationSeconds: context.times.fastIntervalSeconds * 2,
      phases: [
        // Long enough without fault that the slow pair stays below its own threshold.
        { seconds: slow.longSeconds * 0.45, factor: 0, margin: 0, fires: false },
        { seconds: quick.longSeconds, factor: quick.factor, margin: 0.95, fires: false },
        { seconds: quick.longSeconds / 2 + context.times.rateSeconds, factor: quick.factor, margin: 1.1, fires: true },
        { seconds: settle, factor: 0, margin: 0, fires: false },
      ],
    }),
    ...burnScenarios({
      context,
      scope,
      name: pairName(slow),
      evaluationSeconds: context.times.slowIntervalSeconds,
      phases: slowBurn(slow, slow.shortSeconds * 2 + context.seconds(15 * MINUTE)),
    }),
    ...lowTraffic(context, scope, slow),
  ])
}

export function ticketScenarios(context: RuleContext): Scenario[] {
  const pairs = context.times.burnRates.filter(({ severity }) => severity === 'ticket')
  const longest = Math.max(...pairs.map(({ longSeconds }) => longSeconds))
  // Several slices at once where windows are long enough: a day of them is much to evaluate, and shares do not depend on it.
  const { slowIntervalSeconds } = context.times
  const shortest = Math.min(...pairs.map(({ shortSeconds }) => shortSeconds))
  const evaluationSeconds = Math.max(slowIntervalSeconds, Math.min(slowIntervalSeconds * 3, shortest / 8))
  return context.scopes.flatMap((scope) =>
    pairs.flatMap((pair) =>
      burnScenarios({
        context,
        scope,
        name: pairName(pair),
        evaluationSeconds,
        phases:
          pair.longSeconds === longest
            ? slowBurn(pair, pair.shortSeconds * 2)
            : [
                { seconds: longest * 0.75, factor: 0, margin: 0 },
                { seconds: pair.longSeconds, factor: pair.factor, margin: 0.95, fires: false },
                { seconds: pair.longSeconds / 2, factor: pair.factor, margin: 1.1, fires: true },
              ],
      }),
    ),
  )
}

function slowBurn({ factor, longSeconds }: BurnRateWindow, settleSeconds: number): BurnPhase[] {
  return [
    { seconds: longSeconds / 2, factor, margin: 0.95, fires: false },
    { seconds: longSeconds / 4, factor, margin: 1.25, fires: true },
    { seconds: settleSeconds, factor: 0, margin: 0, fires: false },
  ]
}

function pairName({ shortSeconds, longSeconds, factor }: BurnRateWindow): string {
  return `${prometheusDuration(shortSeconds)} and ${prometheusDuration(longSeconds)}, ${factor} times`
}

/** Every request bad, but fewer of them in the longest window of a page than its floor. */
function lowTraffic(context: RuleContext, scope: ScopeContext, { longSeconds, minimumBadRequests }: BurnRateWindow): Scenario[] {
  const sampleSeconds = context.times.fastIntervalSeconds * 2
  const slow = Object.fromEntries(scope.objectives.filter(({ unit }) => unit === 'seconds').map(({ slo }) => [slo, 1]))
  const requestsPerSecond = (minimumBadRequests * 0.6) / longSeconds
  const labels = { [LABEL_SCOPE]: scope.scope.id }
  return [
    { failed: 1, slow: {}, what: 'failed' },
    { failed: 0, slow, what: 'slow' },
  ].map(({ failed, slow, what }) => ({
    name: `hardly any traffic, all of it ${what}, in ${scope.scope.id}`,
    scopeId: scope.scope.id,
    sampleSeconds,
    evaluationSeconds: context.times.slowIntervalSeconds,
    series: traffic(scope, sampleSeconds, [{ seconds: longSeconds + context.seconds(2 * HOUR), requestsPerSecond, failed, slow }]),
    checks: [longSeconds, longSeconds + context.seconds(HOUR)].map((atSeconds) => ({ atSeconds, fires: false, labels })),
  }))
}
