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
  /** Streams whose heap is measured, for each set of processes, and those before them: collecting throws away compiled code at first. */
  readonly heapStreams: number
  readonly heapWarmUpStreams: number
  readonly heapChunks: number
  /** Fresh processes that import the package, for each contender. */
  readonly imports: number
}

export const FULL_PLAN: Plan = {
  generations: 3,
  rounds: 12,
  warmUpRounds: 4,
  calls: 1000,
  streams: [
    { chunks: 200, count: 50 },
    { chunks: 5000, count: 3 },
  ],
  heapStreams: 9,
  heapWarmUpStreams: 3,
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
  heapWarmUpStreams: 0,
  heapChunks: 100,
  imports: 1,
}
