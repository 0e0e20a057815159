import { percentile } from '../judge/percentile.ts'
import { LoadError } from '../load-error.ts'
import { createRandom } from '../plan/random.ts'
import type { LoadResult } from '../run/run-load.ts'

/** What of a run is kept to compare a later one with. */
export interface Baseline {
  readonly schema: 'tokenscope-load-baseline/1'
  readonly startedAt: string
  readonly model: string
  readonly stages: readonly BaselineStage[]
}

interface BaselineStage {
  readonly model: 'closed' | 'open'
  readonly level: number
  readonly throughput: number | undefined
  readonly failed: number
  readonly requests: number
  /** Sorted, seconds; at most 500, evenly taken. */
  readonly responseTimes: readonly number[]
}

/** One stage against the same one of the baseline. Ratios are now by then: above 1 is slower. */
export interface StageComparison {
  readonly level: number
  readonly verdict: 'slower' | 'faster' | 'same' | 'unknown'
  readonly p50: RatioInterval | undefined
  readonly p95: RatioInterval | undefined
}

/** The ratio, and where it lies with 95 % confidence by what both runs scattered. */
export interface RatioInterval {
  readonly ratio: number
  readonly low: number
  readonly high: number
}

export interface Comparison {
  readonly verdict: 'slower' | 'faster' | 'same' | 'unknown'
  readonly stages: readonly StageComparison[]
}

const MOST_SAMPLES = 500
const LEAST_SAMPLES = 20
const RESAMPLES = 400
/** A change of less is not worth a word, however certain. */
const SMALLEST_CHANGE = 1.05

export function toBaseline({ plan, startedAt, stages }: LoadResult): Baseline {
  return {
    schema: 'tokenscope-load-baseline/1',
    startedAt: startedAt.toISOString(),
    model: plan.model,
    stages: stages.map(({ figures }) => ({
      model: figures.stage.model,
      level: figures.stage.level,
      throughput: figures.throughput,
      failed: figures.failed,
      requests: figures.requests,
      responseTimes: thin(figures.responseTimes).map((seconds) => Number(seconds.toPrecision(6))),
    })),
  }
}

/** @throws LoadError for what is no baseline */
export function parseBaseline(text: string, fileName: string): Baseline {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new LoadError(`${fileName} is not JSON. Write a new one: tokenscope load … --save-baseline ${fileName}`)
  }
  const { schema, stages } = (value ?? {}) as Partial<Baseline>
  if (
    schema !== 'tokenscope-load-baseline/1' ||
    !Array.isArray(stages) ||
    !stages.every(({ responseTimes }) => Array.isArray(responseTimes))
  ) {
    throw new LoadError(`${fileName} is no baseline of tokenscope load. Write a new one: --save-baseline ${fileName}`)
  }
  return value as Baseline
}

/** Compares stages of the same level by bootstrap: a difference counts where it is beyond what chance would show, and 5 % at least. */
export function compareWithBaseline(result: LoadResult, baseline: Baseline): Comparison {
  const stages = result.stages.flatMap(({ figures }): StageComparison[] => {
    const { model, level } = figures.stage
    const then = baseline.stages.find((stage) => stage.model === model && stage.level === level)
    if (then === undefined) return []
    const now = thin(figures.responseTimes)
    const enough = now.length >= LEAST_SAMPLES && then.responseTimes.length >= LEAST_SAMPLES && figures.unreliable === undefined
    if (!enough) return [{ level, verdict: 'unknown', p50: undefined, p95: undefined }]
    const [p50, p95] = [interval(now, then.responseTimes, 0.5), interval(now, then.responseTimes, 0.95)]
    const slower = [p50, p95].some(({ low, ratio }) => low > 1 && ratio > SMALLEST_CHANGE)
    const faster = [p50, p95].some(({ high, ratio }) => high < 1 && ratio < 1 / SMALLEST_CHANGE)
    return [{ level, verdict: slower ? 'slower' : faster ? 'faster' : 'same', p50, p95 }]
  })
  const has = (verdict: StageComparison['verdict']): boolean => stages.some((stage) => stage.verdict === verdict)
  return { verdict: has('slower') ? 'slower' : has('faster') ? 'faster' : has('same') ? 'same' : 'unknown', stages }
}

function interval(now: readonly number[], then: readonly number[], share: number): RatioInterval {
  const random = createRandom(1)
  const ratios = Array.from({ length: RESAMPLES }, () => resample(now, share, random) / resample(then, share, random)).sort((a, b) => a - b)
  return { ratio: percentile(now, share)! / percentile(then, share)!, low: percentile(ratios, 0.025)!, high: percentile(ratios, 0.975)! }
}

/** The percentile of as many values drawn with repetition. */
function resample(values: readonly number[], share: number, random: () => number): number {
  const drawn = Float64Array.from(values, () => values[Math.floor(random() * values.length)]!).sort()
  return drawn[Math.max(0, Math.ceil(share * drawn.length) - 1)]!
}

/** At most {@link MOST_SAMPLES} of the sorted values, evenly taken. */
function thin(sorted: readonly number[]): number[] {
  if (sorted.length <= MOST_SAMPLES) return [...sorted]
  return Array.from({ length: MOST_SAMPLES }, (_, i) => sorted[Math.floor(((i + 0.5) * sorted.length) / MOST_SAMPLES)]!)
}
