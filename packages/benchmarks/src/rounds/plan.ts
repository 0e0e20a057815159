/** How much is measured. */
export interface Plan {
  /** Sets of fresh processes: compiled code differs from process to process. */
  readonly generations: number
  /** Rounds that each set plays; in each round every contender has one turn at every piece of work. */
  readonly rounds: number
  readonly warmUpRounds: number
  readonly calls: number
  /** The lengths of streams, and how many of each are read in a turn. */
  readonly streams: readonly { readonly chunks: number; readonly count: number }[]
  /** Streams whose heap is measured, for each set of processes. */
  readonly heapStreams: number
  readonly heapChunks: number
  /** Fresh processes that import the package, for each contender. */
  readonly imports: number
}

export const FULL_PLAN: Plan = {
  generations: 4,
  rounds: 12,
  warmUpRounds: 3,
  calls: 1000,
  streams: [
    { chunks: 200, count: 60 },
    { chunks: 5000, count: 4 },
  ],
  heapStreams: 5,
  heapChunks: 5000,
  imports: 15,
}

/** Shows that everything works; its numbers mean nothing. */
export const QUICK_PLAN: Plan = {
  generations: 1,
  rounds: 2,
  warmUpRounds: 0,
  calls: 10,
  streams: [
    { chunks: 20, count: 2 },
    { chunks: 100, count: 1 },
  ],
  heapStreams: 1,
  heapChunks: 100,
  imports: 1,
}
