/** Milliseconds as seconds, to the microsecond: what a clock reading is good for, without the digits of floating point. */
export function seconds(ms: number): number {
  return Math.round(ms * 1000) / 1_000_000
}
