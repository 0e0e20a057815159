/** One environment variable, for the reader of the environment and for the documentation. */
export interface EnvironmentVariable {
  readonly name: string
  /** What it does, with its unit. */
  readonly meaning: string
  /** What applies when it is not set, as a reader would write it. */
  readonly standard: string
  /** What it may be, when not any text. */
  readonly allowed?: string
}

/** A titled part of the documentation. */
export interface VariableGroup {
  readonly title: string
  readonly note?: string
  readonly variables: readonly EnvironmentVariable[]
}
