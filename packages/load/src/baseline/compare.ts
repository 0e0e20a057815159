import { percentile, sortNumbers } from '../judge/percentile.ts'
import { createRandom } from '../plan/random.ts'
import type { LoadResult, StageResult } from '../run/run-load.ts'
import { type Baseline, type BaselineStage, thin } from './baseline.ts'

/** `failing`: a larger share of the requests failed, whatever became of the times of the others. */
export type ComparisonVerdict = 'failing' | 'slower' | 'faster' | 'same' | 'unknown'

/** One stage against the same one of the baseline. Ratios are now by then: above 1 is slower. */
export interface StageComparison {
  readonly level: number
  readonly verdict: ComparisonVerdict
  readonly p50: RatioInterval | undefined
  /** Undefined also where there are too few answers for a p95. */
  readonly p95: RatioInterval | undefined
}

/** The ratio, and where it lies by what both runs scattered. All intervals of a comparison together hold with 95 % confidence. */
export interface RatioInterval {
  readonly ratio: number
  readonly low: number
  readonly high: number
}

export interface Comparison {
  readonly verdict: ComparisonVerdict
  readonly stages: readonly StageComparison[]
}

/** Answers in each run, for a quantile to be compared: enough lie beyond it. */
const QUANTILES = [
  { share: 0.5, least: 20 },
  { share: 0.95, least: 100 },
] as const
const CONFIDENCE = 0.95
const RESAMPLES = 2_000
/** A change of less is not worth a word, however certain. */
const SMALLEST_CHANGE = 1.05
/** Failures come in bursts: by pure chance of single requests this is far beyond what happens. */
const FAILING_DEVIATIONS = 4
const FAILING_SHARE = 0.01
/** The order in which verdicts of stages decide the whole. */
const ORDER: readonly ComparisonVerdict[] = ['failing', 'slower', 'faster', 'same']

/** Compares stages of the same level: a difference counts where it is beyond what chance would show in any of them, and 5 % at least. */
export function compareWithBaseline(result: LoadResult, baseline: Baseline): Comparison {
  const pairs = result.stages.flatMap((stage) => {
    const { model, level } = stage.figures.stage
    const then = baseline.stages.find((other) => other.model === model && other.level === level)
    return then === undefined ? [] : [{ stage, then }]
  })
  // The more is compared, the more would differ by chance (Bonferroni).
  const tail = (1 - CONFIDENCE) / 2 / Math.max(1, QUANTILES.length * pairs.length)
  const stages = pairs.map(({ stage, then }) => compareStage(stage, then, tail))
  return { verdict: ORDER.find((verdict) => stages.some((stage) => stage.verdict === verdict)) ?? 'unknown', stages }
}

function compareStage({ figures }: StageResult, then: BaselineStage, tail: number): StageComparison {
  const { level, model } = figures.stage
  const now = thin(figures.responseTimes)
  const [p50, p95] = QUANTILES.map(({ share, least }) =>
    figures.unreliable === undefined && Math.min(now.length, then.responseTimes.length) >= least
      ? interval(now, then.responseTimes, share, tail, model === 'closed' ? level : 1)
      : undefined,
  )
  const known = [p50, p95].filter((one) => one !== undefined)
  const verdict = (): ComparisonVerdict => {
    if (isFailing(figures, then)) return 'failing'
    if (known.length === 0) return 'unknown'
    if (known.some(({ low, ratio }) => low > 1 && ratio > SMALLEST_CHANGE)) return 'slower'
    return known.some(({ high, ratio }) => high < 1 && ratio < 1 / SMALLEST_CHANGE) ? 'faster' : 'same'
  }
  return { level, verdict: verdict(), p50, p95 }
}

interface Failures {
  readonly failed: number
  readonly requests: number
}

function isFailing(now: Failures, then: Failures): boolean {
  if (now.requests === 0 || then.requests === 0) return false
  const more = now.failed / now.requests - then.failed / then.requests
  const both = (now.failed + then.failed) / (now.requests + then.requests)
  const deviation = Math.sqrt(both * (1 - both) * (1 / now.requests + 1 / then.requests))
  return more >= FAILING_SHARE && more > FAILING_DEVIATIONS * deviation
}

/** By bootstrap of blocks: answers that come one after the other are alike, so that many of them prove less than they seem to. */
function interval(now: readonly number[], then: readonly number[], share: number, tail: number, callers: number): RatioInterval {
  const random = createRandom(1)
  const [drawNow, drawThen] = [now, then].map((values) => resampler(values, share, callers, random))
  const ratios = sortNumbers(Array.from({ length: RESAMPLES }, () => drawNow!() / drawThen!()))
  const [ofNow, ofThen] = [now, then].map((values) => percentile(sortNumbers(values), share)!)
  return { ratio: ofNow! / ofThen!, low: percentile(ratios, tail)!, high: percentile(ratios, 1 - tail)! }
}

/** The percentile of as many values, drawn with repetition in blocks that followed each other; what callers ask at once is one block. */
function resampler(values: readonly number[], share: number, callers: number, random: () => number): () => number {
  const count = values.length
  const block = Math.max(1, Math.min(Math.floor(count / 8), Math.max(Math.ceil(Math.sqrt(count)), callers)))
  const drawn = new Float64Array(count)
  return () => {
    for (let at = 0; at < count; at += block) {
      const from = Math.floor(random() * count)
      for (let i = 0; i < block && at + i < count; i++) drawn[at + i] = values[(from + i) % count]!
    }
    return drawn.sort()[Math.max(0, Math.ceil(share * count) - 1)]!
  }
}
