import type { TargetsProblem } from '@tokenscope/sla'
import { paint } from '../terminal/paint.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { wrapText } from '../terminal/wrap-text.ts'

const MOST_SHOWN = 50

/** Problems of a file of targets: each with its place, the line, a mark under the place, and what to type. */
export function drawProblems(problems: readonly TargetsProblem[], fileName: string, { colour, columns }: Terminal): string[] {
  const shown = problems.slice(0, MOST_SHOWN).flatMap((problem) => {
    const { severity, message, remedy, line, column } = problem
    const tone = severity === 'error' ? 'bad' : 'note'
    const gutter = String(line).length
    const [first = '', ...rest] = wrapText(`${message}.`, Math.max(columns - 2, 20))
    return [
      `${paint(`${fileName}:${line}:${column}:`, 'strong', colour)} ${paint(severity, tone, colour)}`,
      ...[first, ...rest].map((text) => `  ${text}`),
      ...excerpt(problem, gutter, (text) => paint(text, tone, colour), colour),
      ...wrapText(remedy, Math.max(columns - 2, 20)).map((text) => `  ${text}`),
      '',
    ]
  })
  const more = problems.length - MOST_SHOWN
  return more > 0 ? [...shown, `… and ${more} more; --json shows all.`] : shown
}

/** The line and the mark under it; no mark where the place itself is not shown. */
function excerpt(
  { excerpt: text, line, column, length }: TargetsProblem,
  gutter: number,
  mark: (text: string) => string,
  colour: boolean,
): string[] {
  if (text.trim() === '') return []
  const bar = (left: string): string => paint(`  ${left.padStart(gutter)} | `, 'dim', colour)
  const width = Math.min(length, text.length - (column - 1))
  const rows = [`${bar(String(line))}${text}`]
  if (width > 0) rows.push(`${bar('')}${' '.repeat(column - 1)}${mark('^'.repeat(width))}`)
  return rows
}
