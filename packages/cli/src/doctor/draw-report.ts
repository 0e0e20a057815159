import { glyphsFor } from '../terminal/glyphs.ts'
import { paint, type Tone } from '../terminal/paint.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { wrapText } from '../terminal/wrap-text.ts'
import { AREAS, type Area, type Finding } from './finding.ts'

const TITLES: Readonly<Record<Area, string>> = {
  installed: 'Installed',
  exporting: 'Exporting',
  recording: 'Recording',
  stack: 'Stack',
  gpu: 'GPU',
}
const MARKS: Readonly<Record<Finding['level'], readonly [mark: string, tone: Tone]>> = {
  ok: ['ok  ', 'good'],
  note: ['note', 'note'],
  loss: ['LOSS', 'bad'],
}
const INDENT = 8

/** The findings for people: by area, each with its fix. Variables are shown as given to it. */
export function drawReport(findings: readonly Finding[], variables: readonly string[], terminal: Terminal): string[] {
  const { colour, columns } = terminal
  const wrapped = (text: string, tone: Tone): string[] => wrapText(text, columns - INDENT).map((line) => paint(line, tone, colour))
  const title = (text: string): string => paint(text, 'strong', colour)
  const lines = [
    title('Variables'),
    ...(variables.length > 0 ? variables : ['none of OTEL_*, TOKENSCOPE_*, OPENAI_*']).map((line) => `  ${line}`),
  ]
  for (const area of AREAS) {
    const own = findings.filter((finding) => finding.area === area)
    if (own.length === 0) continue
    lines.push('', title(TITLES[area]))
    for (const { level, text, fix } of own) {
      const [mark, tone] = MARKS[level]
      const [first = '', ...rest] = wrapped(text, 'plain')
      lines.push(`  ${paint(mark, tone, colour)}  ${first}`, ...rest.map(indented))
      if (fix !== undefined && level !== 'ok') lines.push(...wrapped(`fix: ${fix}`, 'dim').map(indented))
    }
  }
  const losses = findings.filter(({ level }) => level === 'loss').length
  const verdict =
    losses === 0 ? 'All is well: nothing would be lost.' : `Something would be lost: ${losses} ${losses === 1 ? 'finding' : 'findings'}.`
  lines.push(
    '',
    `${paint(glyphsFor(terminal.unicode).rule.repeat(2), 'dim', colour)} ${paint(verdict, losses === 0 ? 'good' : 'bad', colour)}`,
  )
  return lines
}

function indented(line: string): string {
  return ' '.repeat(INDENT) + line
}
