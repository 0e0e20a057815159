import { Canvas } from '../terminal/canvas.ts'
import { formatDuration } from '../terminal/format-duration.ts'
import type { Glyphs } from '../terminal/glyphs.ts'
import { columnAt, type TimeScale } from './time-scale.ts'
import type { TokenStream } from './token-stream.ts'

/**
 * The row below the lanes: the wait for the first token (for the answer, where nothing was streamed), failed attempts with
 * their reason, stalls with their length, and a mark at the end of a call that broke.
 */
export function drawWaits(stream: TokenStream, scale: TimeScale, glyphs: Glyphs): Canvas {
  const canvas = new Canvas(scale.columns)
  const answered = stream.firstTokenMs === undefined ? scale.columns : columnAt(stream.firstTokenMs, scale)
  canvas.fill(0, answered, glyphs.wait, 'dim')
  for (const stall of stream.stalls) {
    const from = columnAt(stall.atMs, scale)
    const to = columnAt(stall.atMs + stall.durationMs, scale)
    canvas.fill(from, to + 1, glyphs.stall, 'bad')
    canvas.write(from, glyphs.stallStart, 'bad')
    canvas.write(to, glyphs.stallEnd, 'bad')
    const label = ` stall ${formatDuration(stall.durationMs)} `
    const room = to - from - 1
    if (label.length <= room) canvas.write(from + 1 + Math.floor((room - label.length) / 2), label, 'bad')
  }
  for (const retry of stream.retries) canvas.write(columnAt(retry.atMs, scale), `${glyphs.retry} ${retry.reason}`, 'note')
  if (stream.broken) canvas.write(scale.columns - 1, glyphs.broken, 'bad')
  else if (stream.firstTokenMs === undefined) canvas.write(scale.columns - 1, glyphs.done, 'good')
  return canvas
}
