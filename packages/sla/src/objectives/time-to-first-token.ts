import {
  CLIENT_INFERENCE_TIME_TO_FIRST_CHUNK,
  CLIENT_OPERATION_TIME_TO_FIRST_CHUNK,
  type MetricDefinition,
  TIME_TO_FIRST_TOKEN,
} from '@tokenscope/semconv'
import type { HistogramQuery } from '../promql/histogram.ts'
import { scopeLabels, scopeMatchers } from './call-events.ts'
import type { Objective, ObjectiveInput } from './objective.ts'
import { quantileObjective } from './quantile-objective.ts'

/** Our own measurement first; where an application sends none, the first chunk of the conventions. */
const METRICS: readonly (readonly MetricDefinition[])[] = [
  [TIME_TO_FIRST_TOKEN],
  [CLIENT_OPERATION_TIME_TO_FIRST_CHUNK, CLIENT_INFERENCE_TIME_TO_FIRST_CHUNK],
]

/** `time_to_first_token`: of the streamed calls that got one. */
export function timeToFirstTokenObjectives({ scope, times }: ObjectiveInput): Objective[] {
  const query = firstTokenQuery({ scope, times })
  return (scope.objectives.timeToFirstToken ?? []).map((target) => quantileObjective({ scope, name: 'time-to-first-token', target, query }))
}

/** The time to first token of a scope's streamed calls. */
export function firstTokenQuery({ scope, times }: ObjectiveInput): HistogramQuery {
  return { metrics: METRICS, matchers: scopeMatchers(scope), by: scopeLabels(scope), windowSeconds: times.rateSeconds }
}
