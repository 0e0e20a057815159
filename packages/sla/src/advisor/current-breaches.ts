import { resolveTimes } from '../burn-rate/windows.ts'
import { keyOf, ofGroup } from '../check/gather.ts'
import type { Measure } from '../check/measures/measure.ts'
import { scopeMeasures } from '../check/measures/scope-measures.ts'
import type { PrometheusClient } from '../check/prometheus/prometheus-client.ts'
import type { Labels, Sample } from '../check/prometheus/to-samples.ts'
import { rounded } from '../check/rounded.ts'
import type { SlaScope } from '../targets/sla-targets.ts'
import type { BreachKind } from './facts.ts'

/** An objective that is missed right now. */
export interface CurrentBreach {
  readonly slo: string
  readonly promise: string
  readonly kind: BreachKind
  readonly unit: Measure['objective']['unit']
  readonly target: number
  /** In the unit; null where only the counts are known. */
  readonly measured: number | null
  readonly events: number | null
  readonly badEvents: number | null
}

export interface GroupBreaches {
  readonly labels: Labels
  readonly breaches: readonly CurrentBreach[]
}

/** A few bad calls are no breach, whatever share they are. */
const LEAST_BAD_CALLS = 3

const KINDS: readonly (readonly [start: string, kind: BreachKind])[] = [
  ['error-rate', 'errors'],
  ['availability', 'errors'],
  ['cost', 'cost'],
]

/** What is missed over the last `seconds`, by group of the scope's labels; groups that miss nothing are there too, without breaches. */
export async function currentBreaches(client: PrometheusClient, scope: SlaScope, seconds: number, at: number): Promise<GroupBreaches[]> {
  const measures = scopeMeasures(scope, resolveTimes(30 * 86_400))
  const ask = async (expression: string | undefined): Promise<Sample[]> =>
    expression === undefined ? [] : await client.query(expression, at)
  const answers = await Promise.all(
    measures.map(async (measure) => {
      const { counts, value } = measure
      const [events, bad, values] = await Promise.all([ask(counts?.events(seconds)), ask(counts?.bad(seconds)), ask(value?.(seconds))])
      return { measure, events, bad, values }
    }),
  )
  const groups = new Map(
    answers.flatMap(({ events, values }) => [...events, ...values].map(({ labels }) => [keyOf(labels), labels] as const)),
  )
  return [...groups.values()].map((labels) => ({
    labels,
    breaches: answers.flatMap(({ measure, events, bad, values }) => {
      const of = (samples: readonly Sample[]): number | undefined => ofGroup(samples, labels)?.value
      return toBreach(measure, of(events), of(bad), of(values))
    }),
  }))
}

function toBreach(measure: Measure, events: number | undefined, bad: number | undefined, value: number | undefined): CurrentBreach[] {
  const { objective, better, counts } = measure
  const { slo, target, unit, words, budget } = objective
  const kind = KINDS.find(([start]) => slo.startsWith(start))?.[1] ?? 'latency'
  const known = { slo, promise: words, kind, unit, target, events: rounded(events ?? null), badEvents: rounded(bad ?? null) }
  if (counts === undefined || budget === undefined) {
    const isMissed = value !== undefined && (better === 'lower' ? value > target : value < target)
    return isMissed ? [{ ...known, measured: rounded(value) }] : []
  }
  if (events === undefined || bad === undefined || events <= 0) return []
  const least = slo === 'availability' ? 1 : LEAST_BAD_CALLS
  if (bad < least - 0.5 || bad / events <= budget) return []
  const measured = slo === 'error-rate' ? bad / events : slo === 'availability' ? 1 - bad / events : (value ?? null)
  return [{ ...known, measured: rounded(measured) }]
}
