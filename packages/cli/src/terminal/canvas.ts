import { paint, type Tone } from './paint.ts'

interface Cell {
  character: string
  tone: Tone
}

/** One row of cells, each a character and its tone. What is written outside of the row is cut off. */
export class Canvas {
  readonly width: number
  readonly #cells: Cell[]

  constructor(width: number) {
    this.width = width
    this.#cells = Array.from({ length: width }, () => ({ character: ' ', tone: 'plain' }))
  }

  /** Writes `text` from `column` on; every character is taken to be one column wide. */
  write(column: number, text: string, tone: Tone = 'plain'): void {
    for (const [index, character] of [...text].entries()) {
      const cell = this.#cells[column + index]
      if (cell) {
        cell.character = character
        cell.tone = tone
      }
    }
  }

  /** Fills the columns from `from` up to, not including, `to`. */
  fill(from: number, to: number, character: string, tone: Tone = 'plain'): void {
    if (to > from) this.write(from, character.repeat(Math.min(to, this.width) - from), tone)
  }

  /** Whether nothing is written in the columns from `from` up to, not including, `to`, and all of them exist. */
  isFree(from: number, to: number): boolean {
    if (from < 0 || to > this.width) return false
    return this.#cells.slice(from, to).every((cell) => cell.character === ' ')
  }

  /** Copies another row onto this one, from `column` on. */
  stamp(column: number, other: Canvas): void {
    for (const [index, cell] of other.#cells.entries()) this.write(column + index, cell.character, cell.tone)
  }

  /** The row as one string without trailing blanks. */
  toLine(colour: boolean): string {
    const used = this.#cells.findLastIndex((cell) => cell.character !== ' ') + 1
    let line = ''
    for (let from = 0; from < used; ) {
      const { tone } = this.#cells[from]!
      let to = from
      while (to < used && this.#cells[to]!.tone === tone) to++
      const text = this.#cells
        .slice(from, to)
        .map((cell) => cell.character)
        .join('')
      line += paint(text, tone, colour)
      from = to
    }
    return line
  }
}
