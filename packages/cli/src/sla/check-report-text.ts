import { describeSlaReport, type ObjectiveReport, type SlaReport, type Verdict } from '@tokenscope/sla'
import { paint, type Tone } from '../terminal/paint.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { wrapText } from '../terminal/wrap-text.ts'

const TONES: Readonly<Record<Verdict, Tone>> = { met: 'good', breached: 'bad', unknown: 'note' }

/** The report for a terminal. */
export function drawReport(report: SlaReport, { colour, columns }: Terminal): string[] {
  const { headline, question, subjects, traces, notes } = describeSlaReport(report)
  const indented = (text: string): string[] => wrapText(text, columns - 4).map((line) => `    ${line}`)
  const lines = [`${paint(report.verdict.toUpperCase(), TONES[report.verdict], colour)}  ${headline}`, question]
  for (const { subject, objectives } of subjects) {
    lines.push('', paint(subject, 'strong', colour))
    const width = Math.max(...objectives.map(({ promise }) => promise.length))
    for (const { verdict, promise, measured, figures, details } of objectives) {
      lines.push(`  ${paint(verdict.padEnd(8), TONES[verdict], colour)}  ${promise.padEnd(width)}  ${measured}`)
      if (figures !== '') lines.push(...indented(figures).map((line) => paint(line, 'dim', colour)))
      for (const detail of details) lines.push(...indented(detail))
    }
  }
  if (traces.length > 0) lines.push('', paint('Slowest traces', 'strong', colour), ...traces.map((line) => `  ${line}`))
  for (const note of notes) lines.push('', ...wrapText(note, columns))
  return lines
}

/** One objective in one line, for the watch. */
export function drawObjective({ verdict, subject }: ObjectiveReport, promise: string, measured: string, colour: boolean): string {
  return `${paint(verdict.padEnd(8), TONES[verdict], colour)}  ${subject}: ${promise}${measured === '–' ? '' : `, measured ${measured}`}`
}
