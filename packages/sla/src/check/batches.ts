import type { ScopeOfModels } from '../objectives/call-events.ts'
import type { SlaScope } from '../targets/sla-targets.ts'

/** Scopes that are asked for together: they differ in nothing but model and id. */
export interface Batch {
  readonly asked: ScopeOfModels
  readonly scopes: readonly SlaScope[]
}

/** Enough that Prometheus works once for many, few enough that an answer stays small. */
const MOST_MODELS = 20

/** Every scope in one batch, in the order of the first of each. */
export function toBatches(scopes: readonly SlaScope[]): Batch[] {
  const alike = Map.groupBy(scopes, ({ id: _, model, ...rest }) => (model === undefined ? {} : JSON.stringify(Object.entries(rest).sort())))
  return [...alike.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / MOST_MODELS) }, (_, i) => toBatch(group.slice(i * MOST_MODELS, (i + 1) * MOST_MODELS))),
  )
}

function toBatch(scopes: readonly SlaScope[]): Batch {
  const [first] = scopes
  if (first === undefined) throw new Error('a batch has at least one scope')
  const models = scopes.flatMap(({ model }) => model ?? [])
  return { asked: scopes.length === 1 ? first : { ...first, models }, scopes }
}
