import type { FactName } from './fact-queries.ts'

/** One number of the last 15 minutes, and what it usually is: the median of the same windows of the day before. */
export interface Fact {
  readonly now: number | undefined
  readonly normal: number | undefined
}

/** The same for one value of a label: a server, a version, a type of error. */
export interface PartFact extends Fact {
  readonly name: string
}

/** Everything that causes are judged by. */
export interface Facts {
  /** What is breached now. */
  readonly breached: ReadonlySet<BreachKind>
  readonly numbers: Readonly<Record<FactName, Fact>>
  /** Mean duration of calls by the server that answered. */
  readonly servers: readonly (PartFact & { readonly share: number })[]
  /** Mean duration of calls by the version of the application; `normal` is absent of a version that is new. */
  readonly versions: readonly (PartFact & { readonly share: number })[]
  /** Failures by all requests, by type of error. */
  readonly failures: readonly PartFact[]
  /** Limits of the targets. */
  readonly limits: { readonly gpuMemory: number; readonly systemMemory: number }
}

export type BreachKind = 'latency' | 'errors' | 'cost'
