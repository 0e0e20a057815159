/** Maps values to a length, by a linear or a logarithmic axis. */
export interface Scale {
  readonly ticks: readonly number[]
  /** 0 at the axis' start, 1 at its end. */
  toShare(value: number): number
}

const STEPS = [1, 2, 2.5, 5, 10]

/** An axis from 0, or from the least value where that is below, to a round number above the greatest. */
export function linearScale(values: readonly number[], wantedTicks = 5): Scale {
  const greatest = Math.max(...values, 0)
  const least = Math.min(...values, 0)
  const span = greatest - least || 1
  const rough = span / wantedTicks
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const step = magnitude * (STEPS.find((candidate) => candidate * magnitude >= rough) ?? 10)
  const start = Math.floor(least / step) * step
  const count = Math.max(1, Math.ceil((greatest - start) / step - 1e-9))
  const ticks = Array.from({ length: count + 1 }, (_, i) => Number((start + i * step).toPrecision(12)))
  const length = ticks.at(-1)! - start
  return { ticks, toShare: (value) => (value - start) / length }
}

/** An axis of powers of two, for a ramp that doubles. All values are above 0. */
export function doublingScale(values: readonly number[]): Scale {
  const first = Math.floor(Math.log2(Math.min(...values)))
  const last = Math.max(first + 1, Math.ceil(Math.log2(Math.max(...values))))
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => 2 ** (first + i))
  return { ticks, toShare: (value) => (Math.log2(value) - first) / (last - first) }
}
