import { HW_GPU_UTILIZATION, REQUESTS, SYSTEM_MEMORY_UTILIZATION } from '@tokenscope/semconv'
import { RECORDS } from '../burn-rate/records.ts'
import { DURATION_METRICS } from '../objectives/call-events.ts'
import { LABEL_ENVIRONMENT, LABEL_HOST, LABEL_MODEL, LABEL_SCOPE, LABEL_SERVICE } from '../promql/labels.ts'
import { type Matcher, selector } from '../promql/selector.ts'
import { seriesOf } from '../promql/series.ts'
import { EXTERNAL, EXTERNAL_LABELS } from './external-series.ts'

/** A choice at the top of a board, filled by a query. */
export interface BoardVariable {
  readonly name: string
  readonly label: string
  readonly query: string
  /** One value, and no `All`. */
  readonly single?: boolean
}

/** The data source, which every board has. */
export const DATASOURCE = '$datasource'

const ENVIRONMENT_CHOICE = chosen(LABEL_ENVIRONMENT, 'environment')
const SERVICE_CHOICE = chosen(LABEL_SERVICE, 'service')
const MODEL_CHOICE = chosen(LABEL_MODEL, 'model')
const HOST_CHOICE = chosen(LABEL_HOST, 'host')

/** Calls that the choices leave. */
export const CHOSEN_CALLS: readonly Matcher[] = [ENVIRONMENT_CHOICE, SERVICE_CHOICE, MODEL_CHOICE]
/** What recorded series of scopes can be chosen by. */
export const CHOSEN_SCOPES: readonly Matcher[] = [chosen(LABEL_SCOPE, 'scope')]
export const CHOSEN_SCOPE_CALLS: readonly Matcher[] = [...CHOSEN_SCOPES, ENVIRONMENT_CHOICE, MODEL_CHOICE]
export const CHOSEN_HOSTS: readonly Matcher[] = [HOST_CHOICE]

/** Series that every application with calls has, whatever its SDK and its histograms. */
const ANY_CALL = [seriesOf(REQUESTS), ...DURATION_METRICS.flat().map((metric) => `${seriesOf(metric)}(_count)?`)].join('|')

export const CALL_VARIABLES: readonly BoardVariable[] = [
  variable('environment', 'Environment', calls(), LABEL_ENVIRONMENT),
  variable('service', 'Service', calls(ENVIRONMENT_CHOICE), LABEL_SERVICE),
  variable('model', 'Model', calls(ENVIRONMENT_CHOICE, SERVICE_CHOICE), LABEL_MODEL),
]

/** The same, for one model. */
export const ONE_MODEL_VARIABLES: readonly BoardVariable[] = CALL_VARIABLES.map((each) =>
  each.name === 'model' ? { ...each, single: true } : each,
)

export const SCOPE_VARIABLES: readonly BoardVariable[] = [
  variable('scope', 'Scope', RECORDS.target, LABEL_SCOPE),
  variable('environment', 'Environment', selector(RECORDS.requests, CHOSEN_SCOPES), LABEL_ENVIRONMENT),
  variable('model', 'Model', selector(RECORDS.requests, [...CHOSEN_SCOPES, ENVIRONMENT_CHOICE]), LABEL_MODEL),
]

export const GPU_HOST_VARIABLES: readonly BoardVariable[] = [variable('host', 'Host', seriesOf(HW_GPU_UTILIZATION), LABEL_HOST)]
export const HOST_VARIABLES: readonly BoardVariable[] = [variable('host', 'Host', seriesOf(SYSTEM_MEMORY_UTILIZATION), LABEL_HOST)]

export const COLLECTOR_CHOICE: Matcher = chosen(EXTERNAL_LABELS.instance, 'collector')
export const COLLECTOR_VARIABLES: readonly BoardVariable[] = [
  variable('collector', 'Collector', EXTERNAL.collectorQueueSize, EXTERNAL_LABELS.instance),
]

function calls(...matchers: readonly Matcher[]): string {
  return selector('', [{ label: '__name__', op: '=~', value: ANY_CALL }, ...matchers])
}

function variable(name: string, label: string, series: string, of: string): BoardVariable {
  return { name, label, query: `label_values(${series}, ${of})` }
}

/** `All` is `.*`, which also finds series without the label. */
function chosen(label: string, name: string): Matcher {
  return { label, op: '=~', value: `$${name}` }
}
