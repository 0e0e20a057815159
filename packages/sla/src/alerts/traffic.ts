import {
  ATTR_GEN_AI_OPERATION_NAME,
  CLIENT_OPERATION_DURATION,
  OPERATIONS,
  REQUESTS,
  TIME_TO_FIRST_TOKEN,
  toPrometheusLabel,
} from '@tokenscope/semconv'
import type { Objective } from '../objectives/objective.ts'
import { decimal } from '../promql/combine.ts'
import {
  LABEL_ENVIRONMENT,
  LABEL_ERROR_TYPE,
  LABEL_LE,
  LABEL_MODEL,
  LABEL_OUTCOME,
  LABEL_PROVIDER,
  LABEL_SERVICE,
} from '../promql/labels.ts'
import { bucketsOf, countOf, seriesOf } from '../promql/series.ts'
import type { SlaScope } from '../targets/sla-targets.ts'
import { counterValues, type Stretch } from './samples.ts'
import type { InputSeries } from './scenario.ts'

type Labels = Readonly<Record<string, string>>

/** A stretch of made-up traffic of one scope. */
export interface TrafficPhase {
  readonly seconds: number
  readonly requestsPerSecond: number
  /** Share of requests that fail; default 0. */
  readonly failed?: number
  /** What fails; default the class of a 500. */
  readonly errorType?: string
  /** Share of observations above the threshold, by the label `slo` of the time objective; default 0. */
  readonly slow?: Readonly<Record<string, number>>
}

/** Labels of one application whose calls the scope selects. */
export function trafficLabels({ model, service, provider, environment }: SlaScope): Labels {
  return {
    [LABEL_ENVIRONMENT]: environment ?? 'production',
    [LABEL_SERVICE]: service ?? 'chat',
    [LABEL_PROVIDER]: provider ?? 'openai',
    [LABEL_MODEL]: model ?? 'some-model',
    [toPrometheusLabel(ATTR_GEN_AI_OPERATION_NAME)]: OPERATIONS.chat,
  }
}

/** The label by which scenarios of a scope are told apart: one that its records keep, and that it does not ask a value of. */
export function apartBy({ model, environment }: SlaScope): { readonly apartBy?: string } {
  if (environment === undefined) return { apartBy: LABEL_ENVIRONMENT }
  return model === undefined ? { apartBy: LABEL_MODEL } : {}
}

/** The series that an application with this traffic sends, a sample each `sampleSeconds`. */
export function traffic(
  { scope, objectives }: { scope: SlaScope; objectives: readonly Objective[] },
  sampleSeconds: number,
  phases: readonly TrafficPhase[],
): InputSeries[] {
  const labels = trafficLabels(scope)
  const counter = (name: string, more: Labels, share: (phase: TrafficPhase) => number): InputSeries => ({
    name,
    labels: { ...labels, ...more },
    values: counterValues(
      phases.map((phase): Stretch => [phase.seconds / sampleSeconds, phase.requestsPerSecond * sampleSeconds * share(phase)]),
    ),
  })
  const failed = ({ failed: share = 0 }: TrafficPhase): number => share
  const succeeded = (phase: TrafficPhase): number => 1 - failed(phase)
  const error = { [LABEL_ERROR_TYPE]: phases.find(({ errorType }) => errorType !== undefined)?.errorType ?? 'InternalServerError' }
  const buckets = (name: string, prefix: string): InputSeries[] => [
    ...objectives
      .filter(({ slo }) => slo.startsWith(prefix))
      .map(({ slo, target }) =>
        counter(name, { [LABEL_LE]: decimal(target) }, (phase) => succeeded(phase) * (1 - (phase.slow?.[slo] ?? 0))),
      ),
    counter(name, { [LABEL_LE]: '+Inf' }, succeeded),
  ]
  return [
    counter(seriesOf(REQUESTS), { [LABEL_OUTCOME]: 'completed' }, succeeded),
    counter(seriesOf(REQUESTS), { [LABEL_OUTCOME]: 'error', ...error }, failed),
    counter(countOf(CLIENT_OPERATION_DURATION), {}, succeeded),
    counter(countOf(CLIENT_OPERATION_DURATION), error, failed),
    ...buckets(bucketsOf(CLIENT_OPERATION_DURATION), 'response-time-'),
    ...(objectives.some(({ slo }) => slo.startsWith('time-to-first-token-'))
      ? [counter(countOf(TIME_TO_FIRST_TOKEN), {}, succeeded), ...buckets(bucketsOf(TIME_TO_FIRST_TOKEN), 'time-to-first-token-')]
      : []),
  ]
}
