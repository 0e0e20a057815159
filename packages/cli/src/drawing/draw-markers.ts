import { Canvas } from '../terminal/canvas.ts'
import { formatDuration } from '../terminal/format-duration.ts'
import type { Glyphs } from '../terminal/glyphs.ts'
import { columnAt, type TimeScale } from './time-scale.ts'
import type { TokenStream } from './token-stream.ts'

/**
 * The row above the lanes: a mark over the first and over the last token, with their times where there is room. The marks
 * are always there; where both fall into one cell there is one.
 */
export function drawMarkers(stream: TokenStream, scale: TimeScale, glyphs: Glyphs): Canvas {
  const canvas = new Canvas(scale.columns)
  const { firstTokenMs = 0, lastTokenMs } = stream
  const first = columnAt(firstTokenMs, scale)
  const last = lastTokenMs === undefined ? first : columnAt(lastTokenMs, scale)
  canvas.write(first, glyphs.marker, 'good')
  if (last !== first) canvas.write(last, glyphs.marker, 'strong')
  writeBeside(canvas, first, `first token ${formatDuration(firstTokenMs)}`, ['right', 'left'], 'good')
  if (last !== first && lastTokenMs !== undefined) {
    writeBeside(canvas, last, `last token ${formatDuration(lastTokenMs)}`, ['left', 'right'], 'strong')
  }
  return canvas
}

/** Writes the label on the first side of the mark where it covers nothing and keeps a blank between itself and its neighbours. */
function writeBeside(canvas: Canvas, column: number, label: string, sides: readonly ('left' | 'right')[], tone: 'good' | 'strong'): void {
  for (const side of sides) {
    const from = side === 'right' ? column + 2 : column - 1 - label.length
    const to = from + label.length
    const margin: [number, number] = side === 'right' ? [column + 1, Math.min(to + 1, canvas.width)] : [Math.max(0, from - 1), column]
    if (from >= 0 && to <= canvas.width && canvas.isFree(...margin)) {
      canvas.write(from, label, tone)
      return
    }
  }
}
