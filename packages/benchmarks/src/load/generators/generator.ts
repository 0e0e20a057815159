/** What a generator is to do. */
export interface Work {
  readonly url: string
  /** Callers at a time, each of which asks again when it has its answer. */
  readonly streams: number
  readonly seconds: number
}

/** What a generator saw of one run. */
export interface Seen {
  /** Undefined where the generator does not know of tokens. */
  readonly firstTokenP99Ms: number | undefined
  readonly answerP99Ms: number
  readonly answersPerSecond: number
  /** CPU time of its processes from start to end, seconds. */
  readonly cpuSeconds: number
}

/** A program that loads a server. */
export interface Generator {
  readonly id: string
  readonly title: string
  /** @returns why it cannot be had */
  install(): Promise<string | undefined>
  run(work: Work): Promise<Seen>
}

/** Before what is measured, for the generators that have a warm-up in seconds. */
export const WARM_UP_SECONDS = 1
