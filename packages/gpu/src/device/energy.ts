/**
 * How power becomes energy.
 * - `average`: the field is the mean of the last second, so it stands for the time since the sample before.
 * - `trapezoid`: the field is a momentary figure, so the line between two samples is integrated.
 */
export type EnergyMethod = 'average' | 'trapezoid'

/** The driver names its averaged field; for the others nothing says that they are averaged. */
export function energyMethod(powerField: string): EnergyMethod {
  return powerField === 'power.draw.average' ? 'average' : 'trapezoid'
}

/**
 * Integrates power over the monotonic clock, joules. Two samples further apart than `maxGapMs` are not joined: the energy in a gap is not
 * known, so it is not counted. The driver states ±5 W; boards that sample a part of the time only (A100, H100) are known to be further off in
 * windows under a second.
 */
export class EnergyMeter {
  readonly #maxGapMs: number
  #lastAtMs: number | undefined
  #lastWatts = 0
  #joules = 0
  #started = false

  constructor(maxGapMs: number) {
    this.#maxGapMs = maxGapMs
  }

  /** Returns the joules since the sample before, `undefined` over a gap and at the first sample. `atMs` by `performance.now()`. */
  add(watts: number, atMs: number, method: EnergyMethod): number | undefined {
    const lastAtMs = this.#lastAtMs
    const lastWatts = this.#lastWatts
    if (lastAtMs !== undefined && atMs <= lastAtMs) return undefined
    this.#lastAtMs = atMs
    this.#lastWatts = watts
    if (lastAtMs === undefined || atMs - lastAtMs > this.#maxGapMs) return undefined
    this.#started = true
    const joules = ((method === 'average' ? watts : (watts + lastWatts) / 2) * (atMs - lastAtMs)) / 1000
    this.#joules += joules
    return joules
  }

  /** The power is not known now: the next sample starts anew. */
  interrupt(): void {
    this.#lastAtMs = undefined
  }

  /** Joules so far, `undefined` until two samples could be joined. */
  get joules(): number | undefined {
    return this.#started ? this.#joules : undefined
  }
}
