import { availabilityObjective } from './availability.ts'
import { costObjective } from './cost.ts'
import { errorRateObjective } from './error-rate.ts'
import { generationSpeedObjective } from './generation-speed.ts'
import type { Objective, ObjectiveInput } from './objective.ts'
import { queueingObjective } from './queueing.ts'
import { responseTimeObjectives } from './response-time.ts'
import { timeToFirstTokenObjectives } from './time-to-first-token.ts'

/** Every kind of objective; each gives as many as the scope asks for. */
const KINDS: readonly ((input: ObjectiveInput) => Objective[])[] = [
  responseTimeObjectives,
  errorRateObjective,
  availabilityObjective,
  timeToFirstTokenObjectives,
  generationSpeedObjective,
  queueingObjective,
  costObjective,
]

export function scopeObjectives(input: ObjectiveInput): Objective[] {
  return KINDS.flatMap((objectives) => objectives(input))
}
