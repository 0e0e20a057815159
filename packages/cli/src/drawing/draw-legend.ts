import { glyphsFor } from '../terminal/glyphs.ts'
import { paint } from '../terminal/paint.ts'
import type { Terminal } from '../terminal/terminal.ts'

/** What the signs of a time line mean, on one line of at most 80 columns. */
export function drawLegend(terminal: Terminal): string {
  const { bars, marker, wait, stall, stallStart, stallEnd, retry, broken } = glyphsFor(terminal.unicode)
  const [few, many] = [[...bars].slice(1, 3).join(''), [...bars].at(-1)!]
  const parts = [
    [`${few}${many}`, 'text', 'chunks'],
    [marker, 'good', 'first/last token'],
    [wait.repeat(3), 'dim', 'waiting'],
    [`${stallStart}${stall}${stallEnd}`, 'bad', 'stall'],
    [retry, 'note', 'retry'],
    [broken, 'bad', 'broke'],
  ] as const
  return parts.map(([sign, tone, meaning]) => `${paint(sign, tone, terminal.colour)} ${paint(meaning, 'dim', terminal.colour)}`).join('   ')
}
