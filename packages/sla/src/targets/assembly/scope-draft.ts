import type { Written } from '../document/read-section.ts'
import type { Span } from '../document/source-text.ts'
import { OBJECTIVE_KEYS, type ObjectiveField, type ObjectiveKey, type QuantileList, quantileKey } from '../keys/objective-keys.ts'
import type { QuantileTarget, SlaObjectives } from '../sla-targets.ts'

/** An objective with the place that it was written at; without, it is a default. */
export interface DraftObjective {
  readonly key: ObjectiveKey
  /** Undefined where it is off. */
  readonly value: number | undefined
  readonly span?: Span
}

/** What a scope owes, by key, before it is checked and put together. */
export type ObjectiveDraft = ReadonlyMap<string, DraftObjective>

/** The defaults as a draft: what holds where a file says nothing. */
export const DEFAULT_DRAFT: ObjectiveDraft = new Map(
  OBJECTIVE_KEYS.flatMap((key) => (key.default === undefined ? [] : [[key.name, { key, value: defaultValue(key) }]])),
)

/** `inherited` with what was written put over it. */
export function draftObjectives(written: ReadonlyMap<string, Written>, inherited: ObjectiveDraft): ObjectiveDraft {
  const draft = new Map(inherited)
  for (const key of OBJECTIVE_KEYS) {
    const found = written.get(key.name)
    if (found) draft.set(key.name, { key, value: found.off ? undefined : Number(found.values[0]), span: found.span })
  }
  return draft
}

/** The objectives that are on. */
export function toObjectives(draft: ObjectiveDraft): SlaObjectives {
  const field = (name: ObjectiveField): number | undefined =>
    [...draft.values()].find(({ key }) => 'field' in key.goesTo && key.goesTo.field === name)?.value
  const numbers = {
    availability: field('availability'),
    errorRate: field('errorRate'),
    outputTokensPerSecond: field('outputTokensPerSecond'),
    queueSeconds: field('queueSeconds'),
    costPerDay: field('costPerDay'),
  }
  const firstTokens = quantiles(draft, 'timeToFirstToken')
  return {
    responseTimes: quantiles(draft, 'responseTimes'),
    ...(firstTokens.length > 0 && { timeToFirstToken: firstTokens }),
    ...Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined)),
  }
}

/** The quantile targets of one list that are on, in rising order of quantile. */
export function quantiles(draft: ObjectiveDraft, list: QuantileList): readonly QuantileTarget[] {
  return OBJECTIVE_KEYS.flatMap(({ name, goesTo }) => {
    const seconds = draft.get(name)?.value
    return 'list' in goesTo && goesTo.list === list && seconds !== undefined ? [{ quantile: goesTo.quantile, seconds }] : []
  })
}

/** The draft's entry for a quantile target. */
export function quantileDraft(draft: ObjectiveDraft, list: QuantileList, quantile: number): DraftObjective | undefined {
  return draft.get(quantileKey(list, quantile))
}

function defaultValue(key: ObjectiveKey): number {
  const parsed = key.kind.parse(key.default, key.default!)
  if ('fault' in parsed) throw new Error(`default of ${key.name} ${parsed.fault}`)
  return Number(parsed.value)
}
