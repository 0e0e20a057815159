import type { Cause, NowReport } from '@tokenscope/sla'
import { paint, type Tone } from '../terminal/paint.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { wrapText } from '../terminal/wrap-text.ts'

const TONES: Readonly<Record<Cause['verdict'], Tone>> = { likely: 'bad', possible: 'note', unlikely: 'dim', unknown: 'dim' }

/** What is breached now and why that may be, for a terminal. */
export function drawNow(report: NowReport, terminal: Terminal): string[] {
  const { breached, wellSubjects, unknown, nowSeconds, prometheus } = report
  const lines: string[] = []
  for (const breach of breached) lines.push(...drawBreach(breach, terminal), '')
  if (wellSubjects.length > 0) lines.push(...wrapText(`Nothing is breached now of ${wellSubjects.join(', ')}.`, terminal.columns))
  for (const { scope, message } of unknown) lines.push(...wrapText(`Unknown of scope ${scope}: ${message}`, terminal.columns))
  const compared = `"Now" is the last ${nowSeconds / 60} minutes, "usually" the median of the same windows of the day before; from ${prometheus}.`
  return [...lines, ...wrapText(compared, terminal.columns)]
}

function drawBreach({ subject, breaches, causes, note }: NowReport['breached'][number], { colour, columns }: Terminal): string[] {
  const by = (...verdicts: readonly Cause['verdict'][]): Cause[] => causes.filter(({ verdict }) => verdicts.includes(verdict))
  const [unknown, unlikely] = [by('unknown'), by('unlikely')]
  const paragraph = (text: string): string[] => wrapText(text, columns - 2).map((line) => `  ${line}`)
  const item = (mark: string, text: string): string[] =>
    wrapText(text, columns - 7).map((line, index) => `     ${index === 0 ? mark : ' '} ${line}`)
  const drawCause = ({ title, verdict, supports, contradicts, missing, action }: Cause, index: number): string[] => [
    '',
    `  ${index + 1}. ${paint(verdict, TONES[verdict], colour)}: ${paint(title, 'strong', colour)}`,
    ...supports.flatMap((text) => item('+', text)),
    ...contradicts.flatMap((text) => item('-', text)),
    ...missing.flatMap((text) => item('?', `not known: ${text}`)),
    ...item('>', action),
  ]
  return [
    `${paint('BREACHED NOW', 'bad', colour)}  ${paint(subject, 'strong', colour)}: ${breaches.map(nameOf).join(', ')}`,
    ...(note === null ? [] : paragraph(note)),
    ...by('likely', 'possible').flatMap(drawCause),
    ...(unknown.length === 0 ? [] : ['', '  Not judged, because it is not known:']),
    ...unknown.flatMap(({ cause, missing }) => item('?', `${cause}: ${missing.join('; ')}`)),
    ...(unlikely.length === 0 ? [] : ['', ...paragraph(`Nothing speaks for: ${unlikely.map(({ cause }) => cause).join(', ')}.`)]),
  ]
}

/** `response time p95 <= 3 s`. */
function nameOf({ slo, promise }: NowReport['breached'][number]['breaches'][number]): string {
  const about = /^(response-time|time-to-first-token)-p/.exec(slo)?.[1]
  return about === undefined ? promise : `${about.replaceAll('-', ' ')} ${promise}`
}
