import { LineCounter, type Node } from 'yaml'
import { showLine } from './show-line.ts'
import type { TargetsProblem } from './targets-problem.ts'

/** Part of a text, by offsets; the end is not included. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** The text of a file, the places in it, and what was found wrong there. */
export class SourceText {
  readonly text: string
  readonly lineCounter: LineCounter = new LineCounter()
  readonly #problems: TargetsProblem[] = []
  readonly #seen = new Set<string>()

  constructor(text: string) {
    this.text = text
  }

  /** Found so far, in the order of the file. */
  get problems(): readonly TargetsProblem[] {
    return this.#problems.toSorted((a, b) => a.line - b.line || a.column - b.column)
  }

  get count(): number {
    return this.#problems.length
  }

  get hasErrors(): boolean {
    return this.#problems.some(({ severity }) => severity === 'error')
  }

  error(span: Span, message: string, remedy: string): void {
    this.#add('error', span, message, remedy)
  }

  warning(span: Span, message: string, remedy: string): void {
    this.#add('warning', span, message, remedy)
  }

  /** The text of a part, in one line and cut where it is long. */
  quote({ start, end }: Span): string {
    const text = this.text.slice(start, Math.min(end, start + LONGEST_QUOTE + 1)).trim()
    const line = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    return line.length > LONGEST_QUOTE || end - start > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line
  }

  /** Each thing once: what scopes inherit would be said for each of them. */
  #add(severity: TargetsProblem['severity'], { start, end }: Span, message: string, remedy: string): void {
    const { line, col } = start === 0 ? { line: 1, col: 1 } : this.lineCounter.linePos(start)
    const key = `${start} ${message}`
    if (this.#seen.has(key)) return
    this.#seen.add(key)
    const lineEnd = this.text.indexOf('\n', start)
    const stop = lineEnd === -1 ? this.text.length : lineEnd
    const lineStart = this.lineCounter.lineStarts[line - 1] ?? 0
    const excerpt = showLine(this.text.slice(lineStart, Math.min(stop, lineStart + 1_000)))
    const length = Math.max(Math.min(end, stop) - start, 1)
    this.#problems.push({ severity, message, remedy, line: Math.max(line, 1), column: Math.max(col, 1), length, excerpt })
  }
}

const LONGEST_QUOTE = 60

/** Where a node stands. */
export function spanOf(node: Node): Span {
  const [start, end] = node.range ?? [0, 0]
  return { start, end }
}
