/** The value below which `share` of the sorted values lie, by the nearest rank; undefined of none. */
export function percentile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
}

export function sortNumbers(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b)
}
