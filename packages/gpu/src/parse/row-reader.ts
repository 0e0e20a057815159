import type { NumberField, NumberKey, QueryField } from '../query-field.ts'
import { type GpuReading, splitRow, toGpuReading } from './gpu-reading.ts'
import { parseValue } from './value.ts'

/** The last row of one GPU: the texts that are the same in every row, and between them the cells that have changed at least once. */
interface KnownRow {
  readonly reading: { -readonly [Key in keyof GpuReading]: GpuReading[Key] }
  readonly numbers: Partial<Record<NumberKey, number>>
  /** Of the last row that was parsed whole. */
  readonly cells: readonly string[]
  /** One more than there are changing cells. */
  readonly fixed: readonly string[]
  readonly changing: readonly ChangingCell[]
}

interface ChangingCell {
  readonly place: number
  /** `undefined` where a change is more than another number: then the whole row is parsed. */
  readonly field: NumberField | undefined
  /** `undefined` where another field of the same key has the say. */
  readonly key: NumberKey | undefined
  text: string
  /** Of the row that is being read. */
  next: string | undefined
  value: number
}

/** No host has more GPUs than this. */
const MAX_ROWS = 256

/**
 * Rows of one child to readings, the same as {@link toGpuReading} makes them. Of sixty cells of a GPU some ten change from second to second, so each
 * row is compared with the GPU's row before and only what changed is parsed; everything out of the ordinary is parsed whole.
 */
export class RowReader {
  readonly #fields: readonly QueryField[]
  /** In the order in which the tool prints them. */
  #rows: KnownRow[] = []
  #next = 0

  constructor(fields: readonly QueryField[]) {
    this.#fields = fields
  }

  /**
   * The reading, or `undefined` when the line is not a row. **Its object is used again for the next row of the same GPU**: who keeps values
   * copies them.
   */
  read(line: string, atMs: number): GpuReading | undefined {
    const known = this.#rows[this.#next]
    if (known === undefined || !update(known, line)) return this.#readWhole(line, atMs)
    this.#next = (this.#next + 1) % this.#rows.length
    known.reading.atMs = atMs
    return known.reading
  }

  #readWhole(line: string, atMs: number): GpuReading | undefined {
    const cells = splitRow(line, this.#fields)
    if (cells === undefined) return undefined
    const reading = toGpuReading(this.#fields, cells, atMs)
    const { uuid } = reading.texts
    // A lost GPU no longer says who it is.
    if (uuid === undefined) return reading
    const found = this.#rows.findIndex((row) => row.reading.texts.uuid === uuid)
    if (found < 0 && this.#rows.length >= MAX_ROWS) this.#rows = []
    const place = found < 0 ? this.#rows.length : found
    this.#rows[place] = toKnownRow(this.#fields, line, cells, reading, this.#rows[place])
    this.#next = (place + 1) % this.#rows.length
    return reading
  }
}

/** Takes over what changed. False, and nothing is changed, when the line differs in more than numbers. */
function update(row: KnownRow, line: string): boolean {
  const { fixed, changing, numbers } = row
  const first = fixed[0]!
  if (!line.startsWith(first)) return false
  let at = first.length
  let changed = false
  for (let i = 0; i < changing.length; i++) {
    const cell = changing[i]!
    const after = fixed[i + 1]!
    let end = at + cell.text.length
    cell.next = undefined
    if (!line.startsWith(after, end) || !line.startsWith(cell.text, at)) {
      end = after === '' ? line.length : line.indexOf(',', at)
      if (end < 0 || !line.startsWith(after, end) || !take(cell, line.slice(at, end))) return false
      changed = true
    }
    at = end + after.length
  }
  if (at !== line.length) return false
  if (changed) {
    for (const cell of changing) {
      if (cell.next === undefined) continue
      cell.text = cell.next
      if (cell.key !== undefined) numbers[cell.key] = cell.value
    }
  }
  return true
}

function take(cell: ChangingCell, text: string): boolean {
  const value = cell.field && parseValue(cell.field, text)
  if (value === undefined || (value === 0 && cell.field?.zeroIsAbsent)) return false
  cell.next = text
  cell.value = value
  return true
}

function toKnownRow(
  fields: readonly QueryField[],
  line: string,
  cells: readonly string[],
  reading: GpuReading,
  before: KnownRow | undefined,
): KnownRow {
  const places = new Set(before?.changing.map(({ place }) => place))
  if (before) for (let i = 0; i < cells.length; i++) if (before.cells[i] !== cells[i]) places.add(i)
  const absent = new Set(reading.absent.map(({ field }) => field))
  const fixed: string[] = []
  const changing: ChangingCell[] = []
  let fixedFrom = 0
  let from = 0
  for (let place = 0; place < cells.length; place++) {
    const text = cells[place]!
    if (places.has(place)) {
      const start = line.indexOf(text, from)
      fixed.push(line.slice(fixedFrom, start))
      changing.push({ place, ...roleOf(fields, place, absent), text, next: undefined, value: 0 })
      fixedFrom = start + text.length
    }
    from = line.indexOf(',', from) + 1
  }
  fixed.push(line.slice(fixedFrom))
  return { reading, numbers: reading.numbers, cells, fixed, changing }
}

function roleOf(fields: readonly QueryField[], place: number, absent: ReadonlySet<string>): Pick<ChangingCell, 'field' | 'key'> {
  const field = fields[place]!
  if (field.kind === 'text' || field.kind === 'flag' || absent.has(field.field)) return { field: undefined, key: undefined }
  const winner = fields.find(({ key, field: name }) => key === field.key && !absent.has(name))
  return { field, key: winner === field ? field.key : undefined }
}
