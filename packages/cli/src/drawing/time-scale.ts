/** A line of `columns` cells that stands for `durationMs`. */
export interface TimeScale {
  readonly columns: number
  readonly durationMs: number
}

/** The cell that a moment falls into: 0 to `columns` - 1, whatever the moment. */
export function columnAt(ms: number, { columns, durationMs }: TimeScale): number {
  if (!(durationMs > 0) || !(ms > 0)) return 0
  return Math.min(columns - 1, Math.floor((ms / durationMs) * columns))
}

const STEPS = [1, 2, 5]

/** Moments at round numbers, from 0 on, at least `apart` cells from each other. */
export function ticks(scale: TimeScale, apart: number): number[] {
  // Below a nanosecond there is nothing to tell apart, and floating-point numbers come to their end.
  if (!(scale.durationMs > 1e-6) || scale.columns <= 0) return [0]
  const least = (scale.durationMs * apart) / scale.columns
  const power = 10 ** Math.floor(Math.log10(least))
  const step = STEPS.map((factor) => factor * power).find((candidate) => candidate >= least) ?? 10 * power
  return Array.from({ length: Math.floor(scale.durationMs / step) + 1 }, (_, index) => index * step)
}
