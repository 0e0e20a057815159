import type { Cost } from '../measures/cost.ts'
import type { HeapGrowth } from '../measures/heap.ts'

/** Everything that was measured of one contender; the n-th samples of all contenders belong together. */
export interface Samples {
  /** Per call. */
  readonly calls: Cost[]
  /** Per chunk, by the length of the stream. */
  readonly chunks: Map<number, Cost[]>
  readonly heap: HeapGrowth[]
  readonly importMs: number[]
  /** Why there is nothing, or not all. */
  failure?: string | undefined
}

export function noSamples(): Samples {
  return { calls: [], chunks: new Map(), heap: [], importMs: [] }
}
