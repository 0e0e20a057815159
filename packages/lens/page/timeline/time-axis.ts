/** A stretch of time, in seconds from the call's start. */
export interface Domain {
  readonly from: number
  readonly to: number
}

export interface Tick {
  readonly at: number
  readonly step: number
}

const STEPS = [1, 2, 5, 10]
const SMALLEST = 0.0005

/** Round times within `domain`, at most `count` of them, and how far apart they are. */
export function pickTicks({ from, to }: Domain, count: number): readonly Tick[] {
  const rough = (to - from) / Math.max(1, count)
  if (!(rough > 0)) return []
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = (STEPS.find((factor) => factor * power >= rough) ?? 10) * power
  const ticks: Tick[] = []
  for (let index = Math.ceil(from / step - 1e-9); index * step <= to + step * 1e-6; index++) ticks.push({ at: index * step, step })
  return ticks
}

/** Zooms by `factor` (below 1: closer) around `at`; never beyond `all`. */
export function zoom(domain: Domain, all: Domain, factor: number, at: number = (domain.from + domain.to) / 2): Domain {
  const length = Math.max(SMALLEST, Math.min(all.to - all.from, (domain.to - domain.from) * factor))
  const share = (at - domain.from) / (domain.to - domain.from)
  return place(at - share * length, length, all)
}

/** Moves by `share` of what is seen; never beyond `all`. */
export function pan(domain: Domain, all: Domain, share: number): Domain {
  const length = domain.to - domain.from
  return place(domain.from + share * length, length, all)
}

function place(from: number, length: number, all: Domain): Domain {
  const start = Math.min(Math.max(all.from, from), Math.max(all.from, all.to - length))
  return { from: start, to: start + length }
}
