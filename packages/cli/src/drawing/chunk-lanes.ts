import { CHUNK_KINDS, type ChunkKind } from '@tokenscope/semconv'
import { columnAt, type TimeScale } from './time-scale.ts'
import type { ChunkRun } from './token-stream.ts'

/** How many chunks of one kind arrived in each cell of a line. */
export interface ChunkLane {
  readonly kind: ChunkKind
  readonly weights: readonly number[]
}

/** Reasoning comes before the answer, so it is drawn above it. */
const ORDER: readonly ChunkKind[] = ['reasoning', ...CHUNK_KINDS.filter((kind) => kind !== 'reasoning')]

/**
 * Spreads the chunks of each kind over the cells of a line. The chunks of a run count as evenly spaced between its first and
 * its last; a run of several kinds shows in the lane of each.
 */
export function chunkLanes(runs: readonly ChunkRun[], scale: TimeScale): ChunkLane[] {
  return ORDER.filter((kind) => runs.some((run) => run.kinds.includes(kind))).map((kind) => {
    const weights = new Array<number>(scale.columns).fill(0)
    for (const run of runs) if (run.kinds.includes(kind)) spread(run, scale, weights)
    return { kind, weights }
  })
}

function spread(run: ChunkRun, scale: TimeScale, weights: number[]): void {
  // Four points a cell are as exact as the picture; a run of 200,000 chunks needs no more.
  const points = Math.min(run.count, scale.columns * 4)
  for (let point = 0; point < points; point++) {
    const ms = points === 1 ? run.startMs : run.startMs + ((run.endMs - run.startMs) * point) / (points - 1)
    const column = columnAt(ms, scale)
    weights[column] = (weights[column] ?? 0) + run.count / points
  }
}
