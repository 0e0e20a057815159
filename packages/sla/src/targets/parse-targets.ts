import { isMap, type Node } from 'yaml'
import { checkBuckets } from './assembly/check-buckets.ts'
import { checkObjectives } from './assembly/check-objectives.ts'
import { readReceivers } from './assembly/read-receivers.ts'
import { checkScopes, readScopes } from './assembly/read-scopes.ts'
import { DEFAULT_DRAFT, draftObjectives, toObjectives } from './assembly/scope-draft.ts'
import { DEFAULT_TARGETS } from './default-targets.ts'
import { readDocument } from './document/read-document.ts'
import { readSection, type Section } from './document/read-section.ts'
import { SourceText, spanOf } from './document/source-text.ts'
import { TargetsError } from './document/targets-error.ts'
import type { TargetsProblem } from './document/targets-problem.ts'
import { LINK_KEYS, NESTED_KEYS, NESTED_SYNONYMS, RESOURCE_KEYS, WINDOW_KEY } from './keys/file-keys.ts'
import { NOTIFY_KEYS } from './keys/notify-keys.ts'
import { OBJECTIVE_KEYS } from './keys/objective-keys.ts'
import { ID_KEY, SELECTOR_KEYS } from './keys/selector-keys.ts'
import { DEFAULT_LANGUAGE, type Language, type NotifyTargets } from './notify-targets.ts'
import type { SlaLinks, SlaTargets } from './sla-targets.ts'
import { toMaintenanceWindow } from './values/maintenance-window.ts'

/** What a text of targets says, and what is wrong or doubtful in it. */
export interface Inspection {
  /** Absent where there is an error. */
  readonly targets?: SlaTargets
  /** In the order of the file. */
  readonly problems: readonly TargetsProblem[]
}

const FILE_SHAPE = {
  title: 'a file of targets',
  keys: [...SELECTOR_KEYS, ID_KEY, ...OBJECTIVE_KEYS, WINDOW_KEY, ...RESOURCE_KEYS, ...NOTIFY_KEYS],
  nested: Object.keys(NESTED_KEYS),
  nestedSynonyms: NESTED_SYNONYMS,
}

/**
 * Reads the text of an `sla.yaml`, short form or full, and fills in every default. Throws a {@link TargetsError} with every problem,
 * each with line, column, what is allowed and what to type; `fileName` stands before the places. Warnings alone do not throw: see
 * {@link inspectTargets}.
 */
export function parseTargets(yamlText: string, fileName = 'sla.yaml'): SlaTargets {
  const { targets, problems } = inspectTargets(yamlText)
  if (!targets) throw new TargetsError(problems, fileName)
  return targets
}

/** Like {@link parseTargets}, but never throws: gives the problems back, warnings too. */
export function inspectTargets(yamlText: string): Inspection {
  const source = new SourceText(yamlText)
  const map = readDocument(source)
  if (!map) return { problems: source.problems }
  const top = readSection(map, FILE_SHAPE, source)
  const scopes = readScopes(top.nested.get('scopes'), top, draftObjectives(top.written, DEFAULT_DRAFT), source)
  checkScopes(scopes, source)
  for (const { objectives, span } of scopes) {
    checkObjectives(objectives, span, source)
    checkBuckets(objectives, span, source)
  }
  const links = readLinks(top.nested.get('links'), source)
  const receivers = readReceivers(top.nested.get('notify'), source)
  const { problems } = source
  if (source.hasErrors) return { problems }
  const targets: SlaTargets = {
    windowSeconds: numberOf(top, WINDOW_KEY.name) ?? DEFAULT_TARGETS.windowSeconds,
    scopes: scopes.map(({ id, selectors, objectives }) => ({ id, ...selectors, objectives: toObjectives(objectives) })),
    resources: { ...DEFAULT_TARGETS.resources, ...resourcesOf(top) },
    links,
    notify: { receivers, ...mannersOf(top) },
  }
  return { targets, problems }
}

function resourcesOf(top: Section): Record<string, number> {
  return Object.fromEntries(
    RESOURCE_KEYS.flatMap(({ name, goesTo }) => {
      const value = numberOf(top, name)
      return value === undefined ? [] : [[goesTo, value]]
    }),
  )
}

/** How and when receivers are told; only what differs from the defaults. */
function mannersOf({ written }: Section): Pick<NotifyTargets, 'language' | 'maintenance'> {
  const language = written.get('language')?.values[0] as Language | undefined
  const windows = written.get('maintenance')?.values.map((text) => toMaintenanceWindow(String(text)))
  return {
    ...(language !== undefined && language !== DEFAULT_LANGUAGE && { language }),
    ...(windows !== undefined && { maintenance: windows }),
  }
}

function readLinks(node: Node | undefined, source: SourceText): SlaLinks {
  if (node === undefined) return {}
  if (!isMap(node)) {
    source.error(
      spanOf(node),
      'links holds no keys',
      `Write under it ${LINK_KEYS.map(({ name, example }) => `${name}: ${example}`).join(', ')}.`,
    )
    return {}
  }
  const { written } = readSection(node, { title: 'links', keys: LINK_KEYS }, source)
  return Object.fromEntries([...written].map(([name, { values }]) => [name, String(values[0])]))
}

function numberOf({ written }: Section, key: string): number | undefined {
  const value = written.get(key)?.values[0]
  return value === undefined ? undefined : Number(value)
}
