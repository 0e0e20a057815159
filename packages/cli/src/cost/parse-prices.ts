import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { findOverlaps } from './find-overlaps.ts'
import type { Price } from './price.ts'
import { PRICE_KEYS, TABLE_KEYS } from './price-keys.ts'
import type { PriceProblem } from './price-problem.ts'
import { readPriceMap, type Values } from './read-price-map.ts'

/** A table as far as it is good, and everything that is wrong with it. */
export interface ParsedPrices {
  readonly prices: readonly Price[]
  readonly problems: readonly PriceProblem[]
}

const MOST_CHARACTERS = 524_288

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

  if (yaml.length > MOST_CHARACTERS) {
    note(0, `The file has ${yaml.length} characters`, `At most ${MOST_CHARACTERS} are read; is this a table of prices?`)
    return { prices: [], problems }
  }
  // Keys are checked for doubles by ourselves, in linear time.
  const document = parseDocument(yaml, { lineCounter, prettyErrors: false, uniqueKeys: false, schema: 'core', merge: false })
  for (const { pos, message } of document.errors)
    note(pos[0], `This is not YAML: ${message.split('\n')[0]}`, 'Correct the line, or the one above it.')
  if (problems.length > 0) return { prices: [], problems }
  if (!isMap(document.contents)) {
    note(0, 'The file holds no keys', 'Write currency: USD and prices: with a list below it; tokenscope cost --help shows a table.')
    return { prices: [], problems }
  }
  const table = document.contents
  const head = readPriceMap(table, TABLE_KEYS, ['prices'], noteAt)
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
    const values = readPriceMap(item, PRICE_KEYS, [], noteAt)
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
