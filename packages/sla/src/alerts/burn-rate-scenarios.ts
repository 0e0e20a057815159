import type { BurnRateWindow } from '../burn-rate/windows.ts'
import type { RuleContext, ScopeContext } from '../outputs/rule-context.ts'
import { LABEL_SCOPE, LABEL_SLO } from '../promql/labels.ts'
import { prometheusDuration } from '../promql/prometheus-duration.ts'
import { type BurnPhase, burnScenarios } from './burn-scenarios.ts'
import type { Scenario } from './scenario.ts'
import { apartBy, traffic } from './traffic.ts'

const MINUTE = 60

/** Each pair of windows alone: silent just below, fires just above, resolves. */
export function pageScenarios(context: RuleContext): Scenario[] {
  const [quick, slow, atOnce] = context.times.burnRates.filter(({ severity }) => severity === 'page')
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
      phases: slowBurn(slow, slow.shortSeconds * 2 + context.seconds(15 * MINUTE), context),
    }),
    ...floorScenarios(context, scope, slow, context.times.slowIntervalSeconds, 0),
    ...floorScenarios(context, scope, quick, context.times.fastIntervalSeconds, 0.2),
    ...(atOnce && isFirst(atOnce, quick) ? atOnceScenarios(context, scope, atOnce) : []),
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
            ? slowBurn(pair, pair.shortSeconds * 2, context)
            : [
                { seconds: longest * 0.75, factor: 0, margin: 0 },
                { seconds: pair.longSeconds, factor: pair.factor, margin: 0.95, fires: false },
                // After a third of it the window is above its threshold; then the alert waits.
                {
                  seconds: Math.max(pair.longSeconds / 2, pair.longSeconds / 3 + context.seconds(25 * MINUTE)),
                  factor: pair.factor,
                  margin: 1.1,
                  fires: true,
                },
              ],
      }),
    ),
  )
}

function slowBurn({ factor, longSeconds }: BurnRateWindow, settleSeconds: number, { times }: RuleContext): BurnPhase[] {
  return [
    { seconds: longSeconds / 2, factor, margin: 0.95, fires: false },
    // Rates look five minutes back: where the window is hardly longer, they need as long again.
    { seconds: Math.max(longSeconds / 4, times.rateSeconds * 2), factor, margin: 1.25, fires: true },
    { seconds: settleSeconds, factor: 0, margin: 0, fires: false },
  ]
}

function pairName({ shortSeconds, longSeconds, factor }: BurnRateWindow): string {
  return `${prometheusDuration(shortSeconds)} and ${prometheusDuration(longSeconds)}, ${factor} times`
}

/**
 * Every request bad: silent with fewer of them in the long window than its floor, fires with more. Evaluated at the interval of the
 * window's own records, since counts are sums of samples; those of the other pair are then wrong, so what goes before, good and heavy,
 * keeps the share of the other pair low.
 */
function floorScenarios(
  context: RuleContext,
  scope: ScopeContext,
  { longSeconds, minimumBadRequests, ...pair }: BurnRateWindow,
  evaluationSeconds: number,
  goodShare: number,
): Scenario[] {
  const sampleSeconds = Math.max(context.times.fastIntervalSeconds, Math.min(evaluationSeconds, context.times.rateSeconds * 0.4))
  const slow = Object.fromEntries(
    scope.objectives.filter(({ unit, budget }) => unit === 'seconds' && budget !== undefined).map(({ slo }) => [slo, 1]),
  )
  const seconds = longSeconds + context.times.rateSeconds * 2
  const goodSeconds = goodShare * longSeconds
  const labels = { [LABEL_SCOPE]: scope.scope.id }
  const phase = (share: number): { seconds: number; requestsPerSecond: number } => ({
    seconds,
    requestsPerSecond: (minimumBadRequests * share) / longSeconds,
  })
  return [
    { failed: 1, slow: {}, what: 'failed', slos: ['error-rate'] },
    { failed: 0, slow, what: 'slow', slos: Object.keys(slow) },
  ]
    .filter(({ slos }) => scope.objectives.some(({ slo }) => slos.includes(slo)))
    .map(({ failed, slow, what, slos }) => ({
      name: `${pairName({ longSeconds, minimumBadRequests, ...pair })}: hardly any traffic, all of it ${what}, in ${scope.scope.id}`,
      scopeId: scope.scope.id,
      ...apartBy(scope.scope),
      sampleSeconds,
      evaluationSeconds,
      series: traffic(scope, sampleSeconds, [
        ...(goodSeconds > 0 ? [{ seconds: goodSeconds, requestsPerSecond: 100 }] : []),
        { ...phase(0.9), failed, slow },
        { ...phase(1.3), failed, slow },
      ]),
      checks: slos.flatMap((slo) => [
        { atSeconds: goodSeconds + seconds, fires: false, labels: { ...labels, [LABEL_SLO]: slo } },
        { atSeconds: goodSeconds + seconds * 2, fires: true, labels: { ...labels, [LABEL_SLO]: slo } },
      ]),
    }))
}

/** Whether it speaks before the quick pair; with the short windows of an SLO over a week both speak at once. */
function isFirst(atOnce: BurnRateWindow, quick: BurnRateWindow): boolean {
  return (atOnce.factor * 1.1 * atOnce.longSeconds) / 2 < quick.factor * quick.longSeconds
}

/** An outage: the window of the rates alone tells of it before the hour does. */
function atOnceScenarios(context: RuleContext, scope: ScopeContext, { factor, longSeconds, ...pair }: BurnRateWindow): Scenario[] {
  const long = Math.max(...context.times.burnRates.filter(({ severity }) => severity === 'page').map((window) => window.shortSeconds))
  return [0.95, 1.1].flatMap((margin) =>
    burnScenarios({
      context,
      scope,
      name: `${pairName({ factor, longSeconds, ...pair })}, ${margin > 1 ? 'above' : 'below'}`,
      evaluationSeconds: context.times.fastIntervalSeconds,
      phases: [
        { seconds: long * 2, factor: 0, margin: 0, fires: false },
        { seconds: longSeconds + context.times.fastIntervalSeconds * 2, factor, margin, fires: margin > 1 },
        { seconds: long + context.seconds(15 * MINUTE), factor: 0, margin: 0, fires: false },
      ],
    }),
  )
}
