import { type Document, isMap, parseAllDocuments, stringify } from 'yaml'
import { MOST_CHARACTERS } from '../targets/document/read-document.ts'
import { SourceText, spanOf } from '../targets/document/source-text.ts'
import { TargetsError } from '../targets/document/targets-error.ts'
import { OFF } from '../targets/keys/key-definition.ts'
import { OBJECTIVE_KEYS } from '../targets/keys/objective-keys.ts'
import { inspectTargets } from '../targets/parse-targets.ts'
import type { SlaTargets } from '../targets/sla-targets.ts'
import { API_VERSION } from './annotations.ts'
import { type ReadSlo, readSlo } from './read-slo.ts'

/** Targets read from OpenSLO, and what was passed over because it is no target, one sentence each. */
export interface FromOpenSlo {
  readonly targets: SlaTargets
  readonly leftOut: readonly string[]
}

/** Kinds that promise nothing by themselves. */
const PASSED_OVER = ['Service', 'SLI', 'DataSource', 'AlertPolicy', 'AlertCondition', 'AlertNotificationTarget']

/**
 * Reads the SLOs of a text of OpenSLO v1 documents. The query of an SLO cannot be understood: its annotation `tokenscope/objective` says
 * what it measures, as {@link toOpenSlo} writes it. Throws a {@link TargetsError} with the place and the reason of everything that `sla.yaml`
 * cannot say: calendar windows, composite SLOs, queries of unknown meaning.
 */
export function fromOpenSlo(yamlText: string, fileName = 'openslo.yaml'): FromOpenSlo {
  const source = new SourceText(yamlText)
  const leftOut: string[] = []
  const slos = readDocuments(source).flatMap((document) => readOne(document, source, leftOut) ?? [])
  if (slos.length === 0 && !source.hasErrors) {
    source.error({ start: 0, end: 0 }, 'There is no SLO in this text', `Write a document with apiVersion: ${API_VERSION} and kind: SLO.`)
  }
  const [first] = slos
  for (const { window, span } of slos) {
    if (window !== first?.window)
      source.error(
        span,
        `This SLO is over ${window}, the first over ${first?.window ?? ''}`,
        'sla.yaml has one window for all: write the same duration.',
      )
  }
  noteDoubles(slos, source)
  const inspection = source.hasErrors ? undefined : inspectTargets(toFile(slos))
  for (const { severity, message, remedy } of inspection?.problems ?? []) {
    if (severity === 'error') source.error({ start: 0, end: 0 }, `Together the SLOs cannot be targets: ${message}`, remedy)
  }
  if (!inspection?.targets) throw new TargetsError(source.problems, fileName)
  return { targets: inspection.targets, leftOut }
}

function readDocuments(source: SourceText): Document[] {
  const start = { start: 0, end: 0 }
  if (source.text.length > MOST_CHARACTERS) {
    source.error(start, `The text has ${source.text.length} characters`, `At most ${MOST_CHARACTERS} are read.`)
    return []
  }
  const documents = [
    ...parseAllDocuments(source.text, { lineCounter: source.lineCounter, prettyErrors: false, uniqueKeys: false }),
  ] as Document[]
  for (const { pos, message } of documents.flatMap(({ errors }) => errors)) {
    source.error({ start: pos[0], end: pos[1] }, `This is not YAML: ${message}`, 'Correct the line, or the one above it.')
  }
  return source.hasErrors ? [] : documents.filter(({ contents }) => contents !== null)
}

function readOne(document: Document, source: SourceText, leftOut: string[]): ReadSlo | undefined {
  const { contents } = document
  const kind: unknown = document.getIn(['kind'])
  const span = contents ? spanOf(contents) : { start: 0, end: 0 }
  if (!isMap(contents) || document.getIn(['apiVersion']) !== API_VERSION) {
    source.error(span, 'This document is not of OpenSLO v1', `Write apiVersion: ${API_VERSION}.`)
    return undefined
  }
  if (kind === 'SLO') return readSlo(document, source)
  if (typeof kind === 'string' && PASSED_OVER.includes(kind)) {
    if (kind !== 'Service' && kind !== 'SLI')
      leftOut.push(`${kind} ${String(document.getIn(['metadata', 'name']))}: alerts and receivers are made of sla.yaml itself`)
    return undefined
  }
  source.error(span, `The kind ${String(kind)} is not one of OpenSLO v1`, `Allowed are SLO, ${PASSED_OVER.join(', ')}.`)
  return undefined
}

/** A later one would win in silence. */
function noteDoubles(slos: readonly ReadSlo[], source: SourceText): void {
  const seen = new Set<string>()
  for (const { scope, key, span } of slos) {
    const name = `${nameOf(scope)} ${key.name}`
    if (seen.has(name)) source.error(span, `${key.name} of this scope is promised a second time`, 'Remove one of the two SLOs.')
    seen.add(name)
  }
}

function nameOf({ id, selectors }: ReadSlo['scope']): string {
  return id ?? JSON.stringify(selectors)
}

/** The SLOs as a file of targets, which then is judged as any other. */
function toFile(slos: readonly ReadSlo[]): string {
  const scopes = new Map<string, Record<string, string>>()
  for (const { scope, key, value } of slos) {
    const { id, selectors } = scope
    const name = nameOf(scope)
    const off = Object.fromEntries(OBJECTIVE_KEYS.filter((known) => known.default !== undefined).map((known) => [known.name, OFF]))
    const found = scopes.get(name) ?? { ...selectors, ...(id !== undefined && { id }), ...off }
    scopes.set(name, { ...found, [key.name]: value })
  }
  return stringify({ window: slos[0]?.window, scopes: [...scopes.values()] }, { lineWidth: 0 })
}
