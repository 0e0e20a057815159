import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml'
import { closest } from '../arguments/closest.ts'
import { findOverlaps } from './find-overlaps.ts'
import type { Price } from './price.ts'
import { PRICE_KEYS, type PriceKey, TABLE_KEYS } from './price-keys.ts'
import type { PriceProblem } from './price-problem.ts'

/** A table as far as it is good, and everything that is wrong with it. */
export interface ParsedPrices {
  readonly prices: readonly Price[]
  readonly problems: readonly PriceProblem[]
}

type Values = Readonly<Record<string, string | number>>

/** Reads one table of prices. Pure: `fileName` is for the places alone. Aliases and tags are not resolved, so nothing grows beyond the text. */
export function parsePrices(yaml: string, fileName: string): ParsedPrices {
  const lineCounter = new LineCounter()
  const problems: PriceProblem[] = []
  const lineOf = (node: Node): number => lineCounter.linePos(node.range?.[0] ?? 0).line || 1
  const note = (offset: number, message: string, remedy: string): void => {
    const { line, col } = lineCounter.linePos(offset)
    problems.push({ line: line || 1, column: col || 1, message, remedy })
  }
  const noteAt = (node: Node, message: string, remedy: string): void => note(node.range?.[0] ?? 0, message, remedy)
  const read = (map: YAMLMap, keys: Readonly<Record<string, PriceKey>>, others: readonly string[]): Values =>
    readMap(map, keys, others, noteAt)

  const document = parseDocument(yaml, { lineCounter, prettyErrors: false, uniqueKeys: true, schema: 'core', merge: false })
  for (const { pos, message } of document.errors)
    note(pos[0], `This is not YAML: ${message.split('\n')[0]}`, 'Correct the line, or the one above it.')
  if (problems.length > 0) return { prices: [], problems }
  if (!isMap(document.contents)) {
    note(0, 'The file holds no keys', 'Write currency: USD and prices: with a list below it; tokenscope cost --help shows a table.')
    return { prices: [], problems }
  }
  const table = document.contents
  const head = read(table, TABLE_KEYS, ['prices'])
  const list = table.get('prices', true)
  if (!isSeq(list) || list.items.length === 0) {
    noteAt(
      (list as Node | undefined) ?? table,
      'prices is no list of prices',
      'Write prices: and below it - model: example-large* and its prices.',
    )
    return { prices: [], problems }
  }
  const prices = (list.items as Node[]).flatMap((item) => {
    if (!isMap(item)) {
      noteAt(item, 'A price is keys with values', 'Write - model: example-large* and below it input: 2.50 and output: 10.00.')
      return []
    }
    const before = problems.length
    const values = read(item, PRICE_KEYS, [])
    const price = toPrice(values, head, `${fileName}:${lineOf(item)}`)
    if (price.source === '')
      noteAt(item, `The price of ${price.model} has no source`, 'Write source: and the page where it was read, here or at the top.')
    if (price.fromMs >= price.untilMs)
      noteAt(item, `The price of ${price.model} ends before it begins`, 'Let until be the same day as from, or later.')
    return problems.length > before ? [] : [price]
  })
  for (const { later, earlier } of findOverlaps(prices)) {
    problems.push({
      line: Number(later.place.split(':').at(-1)),
      column: 1,
      message: `${later.model} has a price for the same days in line ${earlier.place.split(':').at(-1)}`,
      remedy: 'End the older one with until, on the day before the newer one begins with from.',
    })
  }
  return { prices, problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column) }
}

function readMap(
  map: YAMLMap,
  keys: Readonly<Record<string, PriceKey>>,
  others: readonly string[],
  noteAt: (node: Node, message: string, remedy: string) => void,
): Values {
  const values: Record<string, string | number> = {}
  for (const { key, value } of map.items) {
    const name = isScalar(key) ? String(key.value) : ''
    if (others.includes(name)) continue
    const definition = Object.hasOwn(keys, name) ? keys[name] : undefined
    if (!definition) {
      const allowed = [...Object.keys(keys), ...others]
      const meant = closest(name, allowed)
      noteAt(
        key as Node,
        `"${name}" is not a key here`,
        meant === undefined ? `Allowed are ${allowed.join(', ')}.` : `Did you mean ${meant}?`,
      )
      continue
    }
    const node = (value ?? key) as Node
    const plain = isScalar(value) ? value.value : undefined
    const parsed = definition.parse(plain)
    if ('value' in parsed) values[name] = parsed.value
    else
      noteAt(
        node,
        `${name}${plain === undefined || plain === null ? '' : ` ${String(plain)}`} ${parsed.fault}`,
        `Write ${name}: ${definition.example}.`,
      )
  }
  for (const [name, { required, example }] of Object.entries(keys)) {
    if (required && !map.has(name)) noteAt(map, `${name} is missing`, `Write ${name}: ${example}.`)
  }
  return values
}

function toPrice(values: Values, head: Values, place: string): Price {
  const number = (name: string, fallback: number): number => Number(values[name] ?? fallback)
  const [input, output] = [number('input', 0), number('output', 0)]
  return {
    model: String(values.model ?? 'this model'),
    fromMs: number('from', Number.NEGATIVE_INFINITY),
    untilMs: number('until', Number.POSITIVE_INFINITY),
    input,
    cachedInput: number('cached_input', input),
    output,
    reasoning: number('reasoning', output),
    currency: String(head.currency ?? ''),
    source: String(values.source ?? head.source ?? ''),
    place,
  }
}
