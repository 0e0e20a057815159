/** Something wrong or doubtful in a file of targets. */
export interface TargetsProblem {
  /** An `error` keeps the file from being used; a `warning` does not. */
  readonly severity: 'error' | 'warning'
  /** What is wrong, with the value: one sentence. */
  readonly message: string
  /** What is allowed and what to type. */
  readonly remedy: string
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 code units. */
  readonly column: number
  /** How many characters of that line are meant, at least 1. */
  readonly length: number
  /** That line, without what may be a secret. */
  readonly excerpt: string
}

/** `3:15: error: availability 99.5 has no percent sign. Write 99.5%.`, after the file's name. */
export function formatProblem({ severity, message, remedy, line, column }: TargetsProblem, fileName: string): string {
  return `${fileName}:${line}:${column}: ${severity}: ${message}. ${remedy}`
}
