import type { RuleContext } from '../outputs/rule-context.ts'
import type { QuantileTarget, SlaObjectives } from '../targets/sla-targets.ts'
import type { Threshold } from './panel.ts'

/**
 * Lines at the targets, for panels that show calls of several scopes: where scopes promise different things, the strictest promise. The
 * SLO board shows each scope beside its own.
 */

/** One line for each promised quantile: the highest is red, the others orange. */
export function quantileLines(
  { targets }: RuleContext,
  of: (objectives: SlaObjectives) => readonly QuantileTarget[] | undefined,
  quantiles?: readonly number[],
): Threshold[] {
  const strictest = new Map<number, number>()
  for (const { objectives } of targets.scopes) {
    for (const { quantile, seconds } of of(objectives) ?? []) {
      if (quantiles !== undefined && !quantiles.includes(quantile)) continue
      strictest.set(quantile, Math.min(seconds, strictest.get(quantile) ?? Number.POSITIVE_INFINITY))
    }
  }
  const highest = Math.max(...strictest.keys())
  return [...strictest]
    .sort(([, a], [, b]) => a - b)
    .map(([quantile, seconds]) => ({ value: seconds, color: quantile === highest ? 'red' : 'orange' }))
}

/** A red line at the lowest of what the scopes allow at most; none where none of them says. */
export function atMostLine({ targets }: RuleContext, of: (objectives: SlaObjectives) => number | undefined): Threshold[] {
  const values = targets.scopes.flatMap(({ objectives }) => of(objectives) ?? [])
  return values.length === 0 ? [] : [{ value: Math.min(...values), color: 'red' }]
}

/** Green from the highest of what the scopes promise at least; what stands below it is red by the panel's `base`. */
export function atLeastLine({ targets }: RuleContext, of: (objectives: SlaObjectives) => number | undefined): Threshold[] {
  const values = targets.scopes.flatMap(({ objectives }) => of(objectives) ?? [])
  return values.length === 0 ? [] : [{ value: Math.max(...values), color: 'green' }]
}

/** The quantiles that any scope promises, else p95 and p99. */
export function shownQuantiles(
  { targets }: RuleContext,
  of: (objectives: SlaObjectives) => readonly QuantileTarget[] | undefined,
): readonly number[] {
  const found = targets.scopes.flatMap(({ objectives }) => (of(objectives) ?? []).map(({ quantile }) => quantile))
  return found.length === 0 ? [0.95, 0.99] : [...new Set(found)].sort((a, b) => a - b)
}
