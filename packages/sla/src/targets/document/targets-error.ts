import { formatProblem, type TargetsProblem } from './targets-problem.ts'

const MOST_SHOWN = 50

/** A file of targets cannot be used; the message lists every problem with its place and what to type. */
export class TargetsError extends Error {
  override readonly name = 'TargetsError'
  readonly fileName: string
  /** Errors and warnings, in the order of the file. */
  readonly problems: readonly TargetsProblem[]

  constructor(problems: readonly TargetsProblem[], fileName: string) {
    const lines = problems.slice(0, MOST_SHOWN).map((problem) => formatProblem(problem, fileName))
    const rest = problems.length - lines.length
    super([...lines, ...(rest > 0 ? [`… and ${rest} more`] : [])].join('\n'))
    this.fileName = fileName
    this.problems = problems
  }
}
