/** Without the noise of floating point: counts are extrapolated by Prometheus, and 600.0000000001 says no more than 600. */
export function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toFixed(6))
}
