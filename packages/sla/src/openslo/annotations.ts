import { SELECTOR_KEYS } from '../targets/keys/selector-keys.ts'

/** Annotations of an SLO that say what its query measures: the query itself cannot be understood by a program. */

/** The key of `sla.yaml` that it is: `p95_response_time`. */
export const OBJECTIVE_ANNOTATION = 'tokenscope/objective'
/** The threshold of a time: `3000ms`. */
export const VALUE_ANNOTATION = 'tokenscope/value'
/** The scope's id. Where it stands, the scope's names are those of the next annotations and no others. */
export const SCOPE_ANNOTATION = 'tokenscope/scope'

/** `tokenscope/model` and so on. */
export function selectorAnnotation(selector: string): string {
  return `tokenscope/${selector}`
}

/** What every annotation of ours begins with. */
export const OURS = 'tokenscope/'

export const ANNOTATIONS: readonly string[] = [
  OBJECTIVE_ANNOTATION,
  VALUE_ANNOTATION,
  SCOPE_ANNOTATION,
  ...SELECTOR_KEYS.map(({ name }) => selectorAnnotation(name)),
]

export const API_VERSION = 'openslo/v1'
