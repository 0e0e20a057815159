import type { NumberKey, QueryField, TextKey } from '../query-field.ts'
import { absentReason, UNRECOGNISED } from './absent.ts'
import { parseValue } from './value.ts'

/** A cell that held no value. `reason` is short and bounded; `text` is what the driver wrote, at most 80 characters. */
export interface AbsentCell {
  readonly field: string
  readonly reason: string
  readonly text: string
}

/**
 * One row of one GPU. A key without a value is not there: never 0, never NaN. Valid until the next row of the same GPU, which may use the object
 * again.
 */
export interface GpuReading {
  /** `performance.now()` when the row arrived. */
  readonly atMs: number
  readonly numbers: Readonly<Partial<Record<NumberKey, number>>>
  readonly texts: Readonly<Partial<Record<TextKey, string>>>
  /** The field that the power came from. */
  readonly powerField?: string
  readonly absent: readonly AbsentCell[]
}

/**
 * The cells of a CSV row, or `undefined` when the line is not a row of that many fields (an error text, a header, a torn line).
 * `nvidia-smi` separates by comma and blank and never quotes.
 */
export function splitRow(line: string, fields: readonly QueryField[]): readonly string[] | undefined {
  const cells = line.split(',')
  if (cells.length !== fields.length) return undefined
  for (let i = 0; i < cells.length; i++) cells[i] = cells[i]!.trim()
  return isHeader(cells, fields) ? undefined : cells
}

/** Cells to values, by the table. Rows of the table that share a key: the first that has a value wins. */
export function toGpuReading(fields: readonly QueryField[], cells: readonly string[], atMs: number): GpuReading {
  const numbers: Partial<Record<NumberKey, number>> = {}
  const texts: Partial<Record<TextKey, string>> = {}
  const absent: AbsentCell[] = []
  let powerField: string | undefined
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i]!
    const text = cells[i]!
    const reason = absentReason(text)
    if (field.kind === 'text') {
      if (reason === undefined || (field.noneIsValue && reason === 'none')) texts[field.key] ??= text
      else absent.push({ field: field.field, reason, text: text.slice(0, 80) })
      continue
    }
    const value = reason === undefined ? parseValue(field, text) : undefined
    if (value === undefined) absent.push({ field: field.field, reason: reason ?? UNRECOGNISED, text: text.slice(0, 80) })
    else if (value === 0 && field.zeroIsAbsent) absent.push({ field: field.field, reason: 'zero', text })
    else if (numbers[field.key] === undefined) {
      numbers[field.key] = value
      if (field.key === 'powerWatts') powerField = field.field
    }
  }
  return powerField === undefined ? { atMs, numbers, texts, absent } : { atMs, numbers, texts, absent, powerField }
}

/** The header repeats the asked names; some drivers print the new name of a field, so one match among the first cells is enough. */
function isHeader(cells: readonly string[], fields: readonly QueryField[]): boolean {
  return fields.some((field, i) => i < 4 && cells[i] === field.field)
}
