/** One thing that is wrong with the settings. */
export interface ConfigProblem {
  /** From 1; absent where the problem is in no line, such as a file that cannot be read. */
  readonly line?: number
  readonly column?: number
  /** What is wrong and what to write. */
  readonly message: string
}

/** The settings cannot be used. The message has a line for every problem, `file:line:column: what is wrong`. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly ConfigProblem[]

  constructor(fileName: string, problems: readonly ConfigProblem[]) {
    super(
      problems
        .map(({ line, column, message }) => `${line === undefined ? fileName : `${fileName}:${line}:${column}`}: ${message}`)
        .join('\n'),
    )
    this.problems = problems
  }
}
