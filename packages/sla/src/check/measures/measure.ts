import type { Objective } from '../../objectives/objective.ts'

/**
 * How an objective is read from the applications' own series, over any number of seconds up to the time of the question. None of it
 * needs the generated rules to be loaded. Each expression gives one value for each set of the scope's labels.
 */
export interface Measure {
  readonly objective: Objective
  /** Where the objective has a budget: what is counted, and the bad ones of it. */
  readonly counts?: {
    readonly unit: 'requests' | 'streamed calls' | 'slices of 5 minutes'
    readonly events: (seconds: number) => string
    readonly bad: (seconds: number) => string
    /** Where events are and bad ones are not, none was bad; otherwise nobody knows how many were. */
    readonly absentIsNone: boolean
  }
  /** The promised number as it was; absent where it follows from the counts. */
  readonly value?: (seconds: number) => string
  /** Which side of the target is good. */
  readonly better: 'lower' | 'higher'
  /** The verdict of a limit without a budget is about this: the whole window, or the moment. */
  readonly judged: 'window' | 'now'
  /** Services that send a histogram without a bucket at the threshold. */
  readonly missingBuckets?: string
  /** What is not there where the calls are, but this number is not. */
  readonly absence: string
}
