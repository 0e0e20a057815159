import { isMap, isSeq, type Node } from 'yaml'
import { readSection, type Section } from '../document/read-section.ts'
import { type SourceText, type Span, spanOf } from '../document/source-text.ts'
import { RESOURCE_KEYS, WINDOW_KEY } from '../keys/file-keys.ts'
import { NOTIFY_KEYS } from '../keys/notify-keys.ts'
import { OBJECTIVE_KEYS } from '../keys/objective-keys.ts'
import { ID_KEY, SELECTOR_KEYS, type Selector } from '../keys/selector-keys.ts'
import { toIdentifier } from '../values/identifier.ts'
import { draftObjectives, type ObjectiveDraft } from './scope-draft.ts'

/** A scope as written, with what it inherits. */
export interface ScopeDraft {
  readonly id: string
  /** Written by `id`, not made of the selectors. */
  readonly named: boolean
  readonly selectors: Partial<Record<Selector, string>>
  readonly objectives: ObjectiveDraft
  /** Where to point at when it as a whole is wrong. */
  readonly span: Span
}

const SCOPE_KEYS = [...SELECTOR_KEYS, ID_KEY, ...OBJECTIVE_KEYS]
const AT_THE_TOP = 'Write it at the top of the file: it is one for all scopes.'
const ELSEWHERE: ReadonlyMap<string, string> = new Map(
  [WINDOW_KEY.name, ...[...RESOURCE_KEYS, ...NOTIFY_KEYS].map(({ name }) => name), 'links', 'notify', 'scopes'].map((name) => [
    name,
    AT_THE_TOP,
  ]),
)

/** The scopes of a list; without a list, the top of the file is the only one. */
export function readScopes(node: Node | undefined, top: Section, inherited: ObjectiveDraft, source: SourceText): ScopeDraft[] {
  const defaults = selectorsOf(top)
  if (node === undefined) {
    const span = top.written.get('model')?.span ?? { start: 0, end: 0 }
    return [{ ...identify(top, defaults), selectors: defaults, objectives: inherited, span }]
  }
  const topId = top.written.get(ID_KEY.name)
  if (topId) source.error(topId.keySpan, 'id names one scope, and this file has a list of them', 'Move id into the scope that it names.')
  if (!isSeq(node) || node.items.length === 0) {
    source.error(
      spanOf(node),
      'scopes is not a list of scopes',
      'Write a line with "- model: qwen3-4b-instruct-2507" for each, or remove scopes.',
    )
    return []
  }
  return (node.items as Node[]).flatMap((item) => {
    if (!isMap(item)) {
      source.error(spanOf(item), `The scope ${source.quote(spanOf(item))} has no keys`, 'Write - model: and the name.')
      return []
    }
    const section = readSection(item, { title: 'a scope', keys: SCOPE_KEYS, elsewhere: ELSEWHERE }, source)
    const selectors = { ...defaults, ...selectorsOf(section) }
    return [{ ...identify(section, selectors), selectors, objectives: draftObjectives(section.written, inherited), span: spanOf(item) }]
  })
}

/** Notes scopes that watch the same calls, and different ones whose ids are the same. */
export function checkScopes(scopes: readonly ScopeDraft[], source: SourceText): void {
  const bySelectors = new Map<string, ScopeDraft>()
  const byId = new Map<string, ScopeDraft>()
  for (const scope of scopes) {
    const key = JSON.stringify(SELECTOR_KEYS.map(({ name }) => scope.selectors[name] ?? null))
    const twin = bySelectors.get(key)
    const namesake = byId.get(scope.id)
    const lineOf = (other: ScopeDraft): string => `the scope in line ${source.lineCounter.linePos(other.span.start).line}`
    if (twin) {
      source.error(
        scope.span,
        `This scope watches the same calls as ${lineOf(twin)}: ${describe(scope)}`,
        'Put both into one, or tell them apart by model, service, provider or environment.',
      )
    } else if (namesake) {
      const example = `${scope.id.slice(0, 60)}-2`
      source.error(
        scope.span,
        `The id ${scope.id} of this scope (${describe(scope)}) is that of ${lineOf(namesake)} (${describe(namesake)})`,
        scope.named
          ? 'Write another id.'
          : `In file names and labels both would be one: give one of them a name, for example id: ${example}.`,
      )
    }
    bySelectors.set(key, twin ?? scope)
    byId.set(scope.id, namesake ?? scope)
  }
}

function selectorsOf({ written }: Section): Partial<Record<Selector, string>> {
  const found = SELECTOR_KEYS.flatMap(({ name }) => {
    const value = written.get(name)?.values[0]
    return value === undefined ? [] : [[name, String(value)]]
  })
  return Object.fromEntries(found) as Partial<Record<Selector, string>>
}

function identify({ written }: Section, selectors: Partial<Record<Selector, string>>): Pick<ScopeDraft, 'id' | 'named'> {
  const named = written.get(ID_KEY.name)?.values[0]
  if (named !== undefined) return { id: String(named), named: true }
  const parts = SELECTOR_KEYS.flatMap(({ name }) => selectors[name] ?? [])
  return { id: parts.length === 0 ? 'all' : toIdentifier(parts.join(' ')), named: false }
}

function describe({ selectors }: ScopeDraft): string {
  const parts = SELECTOR_KEYS.flatMap(({ name }) => (selectors[name] === undefined ? [] : `${name} ${selectors[name]}`))
  return parts.length === 0 ? 'all calls' : parts.join(', ')
}
