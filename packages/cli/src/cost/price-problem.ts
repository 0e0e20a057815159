/** Something wrong in a table of prices. */
export interface PriceProblem {
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  /** What is wrong, with the value: one sentence without its full stop. */
  readonly message: string
  /** What to type. */
  readonly remedy: string
}

/** `prices.yaml:7:12: input is -1; a price is a number from 0 on. Write input: 2.50.` */
export function formatPriceProblem({ line, column, message, remedy }: PriceProblem, fileName: string): string {
  return `${fileName}:${line}:${column}: ${message}. ${remedy}`
}
