/** What a command needs from the process that runs it. */
export interface Surroundings {
  /** One line of output. */
  print(line: string): void
  /** One line for the person or the journal, apart from the output. */
  log(line: string): void
  /** Fires when the process is asked to end. */
  readonly signal: AbortSignal
}
