import type { ChunkKind } from '@tokenscope/semconv'
import { Canvas } from '../terminal/canvas.ts'
import { formatDuration } from '../terminal/format-duration.ts'
import { type Glyphs, glyphsFor } from '../terminal/glyphs.ts'
import type { Tone } from '../terminal/paint.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { type ChunkLane, chunkLanes } from './chunk-lanes.ts'
import { drawMarkers } from './draw-markers.ts'
import { drawWaits } from './draw-waits.ts'
import { columnAt, type TimeScale, ticks } from './time-scale.ts'
import type { TokenStream } from './token-stream.ts'

/** How a kind of chunk is called and coloured. */
const LANES: Readonly<Record<ChunkKind, readonly [label: string, tone: Tone]>> = {
  text: ['text', 'text'],
  reasoning: ['reasoning', 'reasoning'],
  tool_call: ['tool call', 'tool'],
  refusal: ['refusal', 'bad'],
  audio: ['audio', 'text'],
  image: ['image', 'text'],
  other: ['other', 'plain'],
}

/** Columns for the names of the lanes. */
export const LABEL_WIDTH = 10
/** A cell with so many chunks has a full bar, where no other cell has more. */
const FULL_BAR = 4

/**
 * The token time line of one call, drawn to scale: the first and the last token marked above, one lane a kind of chunk with
 * bars as high as chunks arrived in that time, retries, stalls and a broken end below, then the axis. No line is wider than
 * `width`; any stream fits any width.
 */
export function drawTimeLine(stream: TokenStream, width: number, terminal: Terminal): string[] {
  const columns = Math.max(1, width - LABEL_WIDTH)
  const scale: TimeScale = { columns, durationMs: stream.durationMs }
  const glyphs = glyphsFor(terminal.unicode)
  const lanes = chunkLanes(stream.runs, scale)
  const rows: (readonly [label: string, tone: Tone, canvas: Canvas])[] = []
  if (stream.firstTokenMs !== undefined) rows.push(['', 'plain', drawMarkers(stream, scale, glyphs)])
  const most = Math.max(FULL_BAR, ...lanes.flatMap((lane) => lane.weights))
  for (const lane of lanes) {
    const [label, tone] = LANES[lane.kind]
    rows.push([label, tone, drawLane(lane, tone, most, columns, glyphs)])
  }
  rows.push([lanes.length > 0 ? 'waiting' : 'call', 'dim', drawWaits(stream, scale, glyphs)])
  rows.push(['', 'plain', drawAxis(scale, glyphs)])
  return rows.map(([label, tone, canvas]) => {
    const row = new Canvas(width)
    row.write(0, label, tone)
    row.stamp(width - columns, canvas)
    return row.toLine(terminal.colour)
  })
}

function drawLane({ weights }: ChunkLane, tone: Tone, most: number, columns: number, glyphs: Glyphs): Canvas {
  const canvas = new Canvas(columns)
  const bars = [...glyphs.bars]
  for (const [column, weight] of weights.entries()) {
    if (weight > 0) canvas.write(column, bars[Math.ceil((weight / most) * bars.length) - 1] ?? bars.at(-1)!, tone)
  }
  return canvas
}

function drawAxis(scale: TimeScale, glyphs: Glyphs): Canvas {
  const canvas = new Canvas(scale.columns)
  canvas.fill(0, scale.columns, glyphs.axis, 'dim')
  const end = formatDuration(scale.durationMs)
  const endColumn = scale.columns - end.length
  for (const ms of ticks(scale, 12)) {
    const label = formatDuration(ms)
    const column = columnAt(ms, scale)
    if (column + label.length < endColumn) canvas.write(column, label, 'dim')
  }
  canvas.write(Math.max(0, endColumn), end, 'dim')
  return canvas
}
