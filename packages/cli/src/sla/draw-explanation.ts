import type { AlertExplanation } from '@tokenscope/sla'
import { formatDuration } from '../terminal/format-duration.ts'
import { paint } from '../terminal/paint.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { wrapText } from '../terminal/wrap-text.ts'

/** What a person on call reads of one alert. */
export function drawExplanation(alert: AlertExplanation, { colour, columns }: Terminal): string[] {
  const { name, severity, category, meaning, arithmetic, expr, forSeconds, keepFiringForSeconds } = alert
  const width = columns - 2
  const text = (content: string): string[] => wrapText(content, width).map((line) => `  ${line}`)
  const list = (items: readonly string[], mark: (index: number) => string): string[] =>
    items.flatMap((item, index) => hang(mark(index), wrapText(item, width - 3)))
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', paint(title, 'strong', colour), ...lines]
  const held = forSeconds === 0 ? 'as soon as it holds' : `when it holds for ${formatDuration(forSeconds * 1000)}`
  const kept = keepFiringForSeconds === 0 ? '' : `; it stays ${formatDuration(keepFiringForSeconds * 1000)} longer`
  return [
    `${paint(name, 'strong', colour)}  ${severity}, ${category}`,
    ...section('What it means', text(meaning)),
    ...section('When it comes', [...text(`${held}${kept}:`), ...expr.split('\n').map((line) => `    ${line}`)]),
    ...section(
      'The arithmetic',
      list(arithmetic, () => '-'),
    ),
    ...section(
      'The first five minutes',
      list(alert.firstFiveMinutes, (index) => `${index + 1}.`),
    ),
    ...section(
      'Likely causes',
      list(alert.causes, () => '-'),
    ),
    ...section('How to silence it', text(alert.silence)),
    ...section('When to call somebody', text(alert.escalate)),
  ]
}

function hang(mark: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `  ${index === 0 ? mark.padEnd(2) : '  '} ${line}`)
}
