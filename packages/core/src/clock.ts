/** Reads a monotonic clock, in milliseconds. */
export type Clock = () => number

/** `performance.now()`: monotonic, about 40 ns a reading. */
export const monotonicMs: Clock = () => performance.now()

/**
 * Turns readings of the monotonic clock into Unix time. Anchored anew for each call, because the wall clock is adjusted
 * while a process runs and `performance.timeOrigin` is not.
 */
export function epochOffsetMs(nowMs: number): number {
  return Date.now() - nowMs
}
