import type { RuleTimes } from '../../burn-rate/windows.ts'
import type { Objective, ObjectiveInput } from '../../objectives/objective.ts'
import { scopeObjectives } from '../../objectives/scope-objectives.ts'
import type { SlaScope } from '../../targets/sla-targets.ts'
import { availabilityMeasure } from './availability-measure.ts'
import { errorRateMeasure } from './error-rate-measure.ts'
import { costMeasure, queueMeasure, speedMeasure } from './limit-measures.ts'
import type { Measure } from './measure.ts'
import { firstTokenMeasure, responseTimeMeasure } from './quantile-measure.ts'

type ToMeasure = (input: ObjectiveInput, objective: Objective) => Measure

/** By the start of an objective's name. */
const KINDS: readonly (readonly [name: string, measure: ToMeasure])[] = [
  ['response-time-', responseTimeMeasure],
  ['time-to-first-token-', firstTokenMeasure],
  ['error-rate', errorRateMeasure],
  ['availability', availabilityMeasure],
  ['generation-speed', speedMeasure],
  ['queue-time', queueMeasure],
  ['cost', costMeasure],
]

/** A measure for everything that a scope owes, in the order of the rules. */
export function scopeMeasures(scope: SlaScope, times: RuleTimes): Measure[] {
  return scopeObjectives({ scope, times }).map((objective) => {
    const kind = KINDS.find(([name]) => objective.slo.startsWith(name))
    if (!kind) throw new Error(`there is no measure of ${objective.slo}`)
    return kind[1]({ scope, times }, objective)
  })
}
