import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml'
import { type KeyDefinition, OFF } from '../keys/key-definition.ts'
import type { Value } from '../values/value-kind.ts'
import { nearestKey } from './nearest-key.ts'
import { type SourceText, type Span, spanOf } from './source-text.ts'

/** What was written for a key, and where. */
export interface Written {
  readonly values: readonly Value[]
  /** True where `off` was written. */
  readonly off: boolean
  readonly keySpan: Span
  readonly span: Span
}

/** A map as its keys say, by their names; keys that hold more keys are given back as they stand. */
export interface Section {
  readonly written: ReadonlyMap<string, Written>
  readonly nested: ReadonlyMap<string, Node>
}

/** What a section may hold. */
export interface SectionShape {
  /** In messages: `a scope`. */
  readonly title: string
  readonly keys: readonly KeyDefinition[]
  /** Names of keys that hold more keys. */
  readonly nested?: readonly string[]
  /** Words that people write who mean one of `nested`. */
  readonly nestedSynonyms?: ReadonlyMap<string, string>
  /** Keys that stand elsewhere, and where. */
  readonly elsewhere?: ReadonlyMap<string, string>
}

/** Reads every key of a map and notes every problem in `source`; what is wrong is left out. */
export function readSection(map: YAMLMap, shape: SectionShape, source: SourceText): Section {
  const written = new Map<string, Written>()
  const nested = new Map<string, Node>()
  const places = new Map<string, Span>()
  for (const { key, value } of map.items) {
    const keySpan = spanOf(key as Node)
    const name = isScalar(key) ? String(key.value) : ''
    const earlier = places.get(name)
    if (earlier) {
      const { line } = source.lineCounter.linePos(earlier.start)
      source.error(keySpan, `${source.quote(keySpan)} stands here a second time`, `It is in line ${line} already: remove one of the two.`)
      continue
    }
    places.set(name, keySpan)
    const definition = shape.keys.find((candidate) => candidate.name === name)
    if (definition) {
      const found = readValue(definition, keySpan, (value ?? null) as Node | null, source)
      if (found) written.set(name, found)
    } else if (shape.nested?.includes(name) === true) nested.set(name, (value ?? key) as Node)
    else noteUnknown(name, keySpan, shape, source)
  }
  for (const { name, required, example } of shape.keys) {
    if (required === true && !places.has(name)) {
      source.error(spanOf(map), `${capital(shape.title)} needs ${name}`, `Write ${name}: ${example}.`)
    }
  }
  return { written, nested }
}

function readValue(definition: KeyDefinition, keySpan: Span, node: Node | null, source: SourceText): Written | undefined {
  const { name, kind, canBeOff, example } = definition
  const empty = node === null || (isScalar(node) && node.value === null)
  if (empty) {
    const comment = kind.title === 'channel' ? ' A # begins a comment unless it stands in quotes.' : ''
    source.error(
      keySpan,
      `${name} has no value`,
      `Write ${name}: ${example}${canBeOff === true ? `, or ${name}: ${OFF},` : ''} or remove the line.${comment}`,
    )
    return undefined
  }
  const span = spanOf(node)
  if (isScalar(node) && node.value === OFF && canBeOff === true) return { values: [], off: true, keySpan, span }
  const items = isSeq(node) && kind.list === true ? (node.items as Node[]) : [node]
  const values = items.map((item) => readScalar(definition, item, source)).filter((value) => value !== undefined)
  if (values.length < items.length) return undefined
  if (values.length === 0) {
    source.error(span, `${name} is an empty list`, `Allowed is ${kind.allowed}.`)
    return undefined
  }
  return { values: [...new Set(values)], off: false, keySpan, span }
}

/** What people write who mean `off`. */
const MEANS_OFF = /^(?:off|no|none|false|disabled?|never)$/i

function readScalar({ name, kind, example, canBeOff }: KeyDefinition, node: Node, source: SourceText): Value | undefined {
  const span = spanOf(node)
  if (!isScalar(node)) {
    const what = isMap(node) ? 'holds keys' : 'is a list'
    source.error(span, `${name} ${what}, but takes ${kind.list === true ? 'plain values' : 'one value'}`, `Write ${name}: ${example}.`)
    return undefined
  }
  const text = source.quote(span)
  const parsed = kind.parse(node.value, text)
  if ('value' in parsed) return parsed.value
  // An address may hold a secret, and a path may be one that was written in the wrong place.
  const shown = kind.title === 'URL' || kind.title === 'file' ? '' : ` ${text}`
  const remedy = canBeOff === true && MEANS_OFF.test(text) ? `Write ${name}: ${OFF}.` : parsed.remedy
  source.error(span, `${name}${shown} ${parsed.fault}`, remedy)
  return undefined
}

/** A file that is nothing like targets is not guessed at for long. */
const MOST_GUESSES = 200

function noteUnknown(name: string, keySpan: Span, shape: SectionShape, source: SourceText): void {
  const shown = source.quote(keySpan) || '""'
  const elsewhere = shape.elsewhere?.get(name)
  const guess = source.count < MOST_GUESSES
  const nearest = !guess
    ? undefined
    : (shape.nestedSynonyms?.get(name.toLowerCase()) ?? nearestKey(name, [...shape.keys, ...asKeys(shape)]))
  const quantiles = unknownQuantile(name, shape)
  if (quantiles !== undefined) {
    source.error(keySpan, `${shown} is not a key of ${shape.title}`, `The quantiles that can be promised are ${quantiles.join(', ')}.`)
  } else if (elsewhere !== undefined) {
    source.error(keySpan, `${shown} does not stand in ${shape.title}`, elsewhere)
  } else if (nearest?.endsWith('_file') === true) {
    const remedy = `Write the secret into a file of its own and type ${nearest}: /path/to/it.`
    source.error(keySpan, `${shown} would hold a secret, and secrets do not belong in this file`, remedy)
  } else {
    const all = [...shape.keys.map((key) => key.name), ...(shape.nested ?? [])].join(', ')
    source.error(
      keySpan,
      `${shown} is not a key of ${shape.title}`,
      nearest === undefined ? `Allowed are ${all}.` : `Did you mean ${nearest}?`,
    )
  }
}

/** The quantiles that there are, where another one is asked for: p95 would be no slip of the pen for p75. */
function unknownQuantile(name: string, { keys }: SectionShape): string[] | undefined {
  const asked = /^p\d[\d.]*/i.exec(name)?.[0].toLowerCase()
  const known = [...new Set(keys.flatMap((key) => /^p\d+(?=_)/.exec(key.name)?.[0] ?? []))]
  return asked === undefined || known.length === 0 || known.includes(asked) ? undefined : known
}

/** The names alone, so that a slip of the pen is found among them too. */
function asKeys({ nested = [], keys }: SectionShape): KeyDefinition[] {
  const [first] = keys
  return first === undefined ? [] : nested.map((name) => ({ name, kind: first.kind, meaning: '', example: '' }))
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
