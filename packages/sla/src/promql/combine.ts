/** Pieces of PromQL put together, each line readable in the rule file. */

export function sumBy(labels: readonly string[], expression: string): string {
  return `sum by (${labels.join(', ')}) (${expression})`
}

export function maxBy(labels: readonly string[], expression: string): string {
  return `max by (${labels.join(', ')}) (${expression})`
}

/** The first that has a value, for each set of labels. */
export function firstOf(...expressions: readonly string[]): string {
  return expressions.join('\nor\n')
}

/** All conditions hold; labels and value are those of the first. */
export function allOf(...expressions: readonly string[]): string {
  return expressions.join('\nand\n')
}

/** A number without the noise of floating point: 0.001, not 0.0010000000000000009. */
export function decimal(value: number): string {
  return String(Number(value.toPrecision(12)))
}
