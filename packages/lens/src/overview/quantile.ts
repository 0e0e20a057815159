/** The value that a share `q` of the values does not exceed, between neighbours in proportion; `null` of nothing. */
export function quantile(values: readonly number[], q: number): number | null {
  return quantileOfSorted(
    values.toSorted((a, b) => a - b),
    q,
  )
}

export function quantileOfSorted(sorted: readonly number[], q: number): number | null {
  if (sorted.length === 0) return null
  const place = (sorted.length - 1) * q
  const low = sorted[Math.floor(place)] ?? 0
  const high = sorted[Math.ceil(place)] ?? low
  return low + (high - low) * (place - Math.floor(place))
}

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}
