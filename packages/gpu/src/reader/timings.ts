/** How long the reader waits for what, milliseconds. */
export interface Timings {
  /** The share of the time (0 to 1) that one slow path may be running, however long a run takes. */
  readonly slowPathShare: number
  /** Until the first row of a new child: without persistence mode the driver takes 1.5 to 25 s to wake up. */
  readonly firstRowMs: number
  /** Without a row before the child counts as stalled. */
  readonly stalledMs: number
  /** A one-shot call (help text, processes, XML). */
  readonly oneShotMs: number
  /** Between SIGTERM and SIGKILL. */
  readonly termGraceMs: number
  /** After SIGKILL, before a child that hangs in the driver is given up. */
  readonly killGraceMs: number
  readonly backOffMinMs: number
  readonly backOffMaxMs: number
  /** While GPUs are read one by one: how often to try all at once again. */
  readonly recheckMs: number
}

export function defaultTimings(intervalMs: number): Timings {
  return {
    slowPathShare: 0.05,
    firstRowMs: 45_000,
    stalledMs: Math.max(5 * intervalMs, 10_000),
    oneShotMs: 30_000,
    termGraceMs: 500,
    killGraceMs: 2_000,
    backOffMinMs: 1_000,
    backOffMaxMs: 60_000,
    recheckMs: 60_000,
  }
}
