import { type Document, isMap, isNode, isScalar, type Node } from 'yaml'
import { type SourceText, type Span, spanOf } from '../targets/document/source-text.ts'
import { OBJECTIVE_KEYS, type ObjectiveKey } from '../targets/keys/objective-keys.ts'
import { SELECTOR_KEYS } from '../targets/keys/selector-keys.ts'
import { AVAILABILITY_SLICE } from '../targets/sla-targets.ts'
import { DURATION } from '../targets/values/duration.ts'
import { complementOf, formatPercent } from '../targets/values/percent.ts'
import { WINDOW } from '../targets/values/window.ts'
import { ANNOTATIONS, OBJECTIVE_ANNOTATION, OURS, SCOPE_ANNOTATION, selectorAnnotation, VALUE_ANNOTATION } from './annotations.ts'

/** What one SLO of OpenSLO promises, in terms of `sla.yaml`. */
export interface ReadSlo {
  readonly scope: { readonly id?: string; readonly selectors: Readonly<Record<string, string>> }
  readonly key: ObjectiveKey
  /** As `sla.yaml` writes it. */
  readonly value: string
  readonly window: string
  readonly span: Span
}

/** Keys that OpenSLO can say: those with a share of events. */
const KEYS = OBJECTIVE_KEYS.filter(({ goesTo }) => 'list' in goesTo || goesTo.field === 'availability' || goesTo.field === 'errorRate')

/** Reads one document of kind SLO; undefined where `sla.yaml` cannot say the same, with the reason in `source`. */
export function readSlo(document: Document, source: SourceText): ReadSlo | undefined {
  const at = (...path: (string | number)[]): unknown => document.getIn(path)
  const spanAt = (...path: (string | number)[]): Span => {
    const node = document.getIn(path, true)
    if (isNode(node)) return spanOf(node)
    return isMap(document.contents) ? spanOf(document.contents) : { start: 0, end: 0 }
  }
  const refuse = (path: (string | number)[], message: string, remedy: string): undefined => {
    source.error(spanAt(...path), message, remedy)
  }
  if (!hasKnownAnnotations(document, source)) return undefined
  const key = KEYS.find(({ name }) => name === at('metadata', 'annotations', OBJECTIVE_ANNOTATION))
  if (!key) {
    const names = KEYS.map(({ name }) => name).join(', ')
    return refuse(
      ['metadata', 'name'],
      'What the query of this SLO measures cannot be known',
      `Write metadata.annotations: "${OBJECTIVE_ANNOTATION}": with one of ${names}.`,
    )
  }
  const window: unknown = at('spec', 'timeWindow', 0, 'duration')
  if (at('spec', 'timeWindow', 0, 'isRolling') !== true || at('spec', 'timeWindow', 1) !== undefined) {
    return refuse(
      ['spec', 'timeWindow'],
      'The time window is not one rolling window, and sla.yaml knows no other',
      'Write timeWindow: [{ duration: 30d, isRolling: true }].',
    )
  }
  if (typeof window !== 'string' || 'fault' in WINDOW.parse(window, window)) {
    return refuse(['spec', 'timeWindow'], 'The time window is not one of whole days', `Allowed is ${WINDOW.allowed}.`)
  }
  if (
    at('spec', 'objectives', 1) !== undefined ||
    at('spec', 'objectives', 0, 'indicator') !== undefined ||
    at('spec', 'objectives', 0, 'compositeWeight') !== undefined
  ) {
    return refuse(
      ['spec', 'objectives'],
      'An SLO with several objectives or a composite one has no counterpart in sla.yaml',
      'Write one SLO for each objective.',
    )
  }
  const target = targetOf(at('spec', 'objectives', 0, 'target'), at('spec', 'objectives', 0, 'targetPercent'))
  if (target === undefined)
    return refuse(['spec', 'objectives'], 'The objective has no target between 0 and 1', 'Write target: 0.995, or targetPercent: 99.5.')
  const method = 'field' in key.goesTo && key.goesTo.field === 'availability' ? 'Timeslices' : 'Occurrences'
  if (at('spec', 'budgetingMethod') !== method) {
    return refuse(
      ['spec', 'budgetingMethod'],
      `${key.name} is counted by ${method}, not by ${String(at('spec', 'budgetingMethod'))}`,
      `Write budgetingMethod: ${method}.`,
    )
  }
  const { seconds, successRatio } = AVAILABILITY_SLICE
  const slice = [at('spec', 'objectives', 0, 'timeSliceTarget'), at('spec', 'objectives', 0, 'timeSliceWindow')]
  if (method === 'Timeslices' && (slice[0] !== successRatio || slice[1] !== `${seconds / 60}m`)) {
    return refuse(
      ['spec', 'objectives'],
      'Slices of another length or of another success ratio cannot be said in sla.yaml',
      `Write timeSliceTarget: ${successRatio} and timeSliceWindow: ${seconds / 60}m.`,
    )
  }
  if ('list' in key.goesTo && target !== key.goesTo.quantile) {
    return refuse(
      ['spec', 'objectives'],
      `The target ${target} is not the ${key.goesTo.quantile} of ${key.name}`,
      `Write target: ${key.goesTo.quantile}, or another ${OBJECTIVE_ANNOTATION}.`,
    )
  }
  const value =
    'list' in key.goesTo
      ? at('metadata', 'annotations', VALUE_ANNOTATION)
      : formatPercent(method === 'Timeslices' ? target : complementOf(target))
  if (typeof value !== 'string' || ('list' in key.goesTo && 'fault' in DURATION.parse(value, value))) {
    return refuse(
      ['metadata', 'annotations'],
      `How long ${key.name} may take is not said`,
      `Write metadata.annotations: "${VALUE_ANNOTATION}": ${key.example}.`,
    )
  }
  return { scope: readScope(document), key, value, window, span: spanAt('metadata', 'name') }
}

/** One that is misspelt, or whose value is no text, would be passed over: the SLO would then watch more calls than it says. */
function hasKnownAnnotations(document: Document, source: SourceText): boolean {
  const annotations = document.getIn(['metadata', 'annotations'], true)
  const pairs = isMap<Node, Node>(annotations) ? annotations.items : []
  const bad = pairs.flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : ''
    if (!name.startsWith(OURS)) return []
    if (!ANNOTATIONS.includes(name))
      return [{ span: spanOf(key), message: `${name} is no annotation that is known`, remedy: `Allowed are ${ANNOTATIONS.join(', ')}.` }]
    const isText = isScalar(value) && typeof value.value === 'string'
    return isText ? [] : [{ span: spanOf(key), message: `The value of ${name} is no text`, remedy: 'Put it in quotes.' }]
  })
  for (const { span, message, remedy } of bad) source.error(span, message, remedy)
  return bad.length === 0
}

function targetOf(target: unknown, percent: unknown): number | undefined {
  const ratio = typeof target === 'number' ? target : typeof percent === 'number' ? Number((percent / 100).toFixed(6)) : Number.NaN
  return ratio > 0 && ratio < 1 ? ratio : undefined
}

/** Where nothing was written by us, the service of the SLO is the scope. */
function readScope(document: Document): ReadSlo['scope'] {
  const text = (...path: string[]): string | undefined => {
    const value: unknown = document.getIn(path)
    return typeof value === 'string' ? value : undefined
  }
  const id = text('metadata', 'annotations', SCOPE_ANNOTATION)
  const selectors = SELECTOR_KEYS.flatMap(({ name }) => {
    const value =
      text('metadata', 'annotations', selectorAnnotation(name)) ??
      (name === 'service' && id === undefined ? text('spec', 'service') : undefined)
    return value === undefined ? [] : [[name, value]]
  })
  return { ...(id !== undefined && { id }), selectors: Object.fromEntries(selectors) as Record<string, string> }
}
