import type { Contender } from '../contenders/contender.ts'
import type { Samples } from '../rounds/samples.ts'
import { median, quartiles } from './median.ts'

/** A value with the range of the middle half of its samples. */
export interface Figure {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** One row of the table, in the units of its columns. All but the bare client's are differences from or ratios to it. */
export interface Row {
  readonly title: string
  /** The version of the client. */
  readonly openai: string
  /** Whether it is a bare client, whose numbers stand for themselves. */
  readonly bare: boolean
  /** Why there are no numbers. */
  readonly failure: string | undefined
  /** Main-thread CPU of a call: microseconds, and as a multiple of the bare client's. */
  readonly callUs: number
  readonly callRatio: Figure
  /** The same by the CPU time of all threads, which has garbage collection in it. */
  readonly callCpuRatio: Figure
  /** Main-thread CPU added to a chunk in nanoseconds, by the length of the stream. */
  readonly chunkNs: ReadonlyMap<number, Figure>
  readonly peakKb: number
  readonly retainedKb: number
  readonly importMs: number
}

/** Compares a contender with the bare client of its version, round by round. */
export function toRow(contender: Contender, samples: Samples, base: Samples): Row {
  const { title, openai, id } = contender
  const bare = id === contender.base
  const failure = samples.failure ?? (base.failure === undefined ? undefined : `its bare client: ${base.failure}`)
  if (failure !== undefined) return { ...NOTHING, title, openai, bare, failure }
  const chunkNs = new Map<number, Figure>()
  for (const [chunks, costs] of samples.chunks) {
    const beside = base.chunks.get(chunks) ?? []
    chunkNs.set(chunks, figure(costs.map(({ mainNs }, round) => (bare ? mainNs : mainNs - beside[round]!.mainNs))))
  }
  return {
    title,
    openai,
    bare,
    failure,
    callUs: median(samples.calls.map(({ mainNs }) => mainNs)) / 1000,
    callRatio: figure(samples.calls.map(({ mainNs }, round) => mainNs / base.calls[round]!.mainNs)),
    callCpuRatio: figure(samples.calls.map(({ cpuNs }, round) => cpuNs / base.calls[round]!.cpuNs)),
    chunkNs,
    peakKb: median(samples.heap.map(({ peakBytes }, stream) => peakBytes - (bare ? 0 : base.heap[stream]!.peakBytes))) / 1000,
    retainedKb: median(samples.heap.map(({ retainedBytes }) => retainedBytes)) / 1000,
    importMs: median(samples.importMs),
  }
}

function figure(values: readonly number[]): Figure {
  const [low, high] = quartiles(values)
  return { value: median(values), low, high }
}

const NOTHING = {
  callUs: Number.NaN,
  callRatio: figure([]),
  callCpuRatio: figure([]),
  chunkNs: new Map<number, Figure>(),
  peakKb: Number.NaN,
  retainedKb: Number.NaN,
  importMs: Number.NaN,
}
