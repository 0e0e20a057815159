import { CLIENT_OPERATION_DURATION, CLIENT_TOKEN_USAGE, type Outcome, REQUESTS } from '@tokenscope/semconv'
import {
  LABEL_ENVIRONMENT,
  LABEL_ERROR_TYPE,
  LABEL_LE,
  LABEL_MODEL,
  LABEL_OPERATION,
  LABEL_OUTCOME,
  LABEL_SERVICE,
} from '../../../src/promql/labels.ts'
import { bucketsOf, countOf, seriesOf, sumOf } from '../../../src/promql/series.ts'

type Labels = Readonly<Record<string, string>>

export const SAMPLE_SECONDS = 30
const SAMPLES = (24 * 3600) / SAMPLE_SECONDS
/** Ten in the morning. */
const NEW_VERSION = SAMPLES * (10 / 24)
const APPLICATION: Labels = { [LABEL_SERVICE]: 'shop', [LABEL_MODEL]: 'some-model', [LABEL_OPERATION]: 'chat' }
const BOUNDS = [1.28, 2.56, 3, 5, 10.24] as const

/** What happens on average at one time of the day. */
export interface Moment {
  readonly callsPerSecond: number
  /** Shares of the calls. */
  readonly failed: number
  readonly above3Seconds: number
  readonly above5Seconds: number
}

/** A series with a value each `SAMPLE_SECONDS`, from midnight to midnight. */
export interface DaySeries {
  readonly name: string
  readonly labels: Labels
  readonly values: readonly number[]
}

export interface DayOptions {
  readonly environment: string
  readonly seed: number
  readonly at: (hour: number) => Moment
}

/**
 * The counters of one application over a day, that begins at midnight. Numbers of calls, failures and slow answers are drawn, so there is
 * noise, from `seed`, so it is the same noise each time. One of a hundred calls is the caller's own fault, one of fifty is cancelled; at ten
 * in the morning a new version is rolled out and all counters begin again.
 */
export function madeUpDay({ environment, seed, at }: DayOptions): DaySeries[] {
  const draw = createDraw(seed)
  const counters = new Map<string, DaySeries & { readonly values: number[] }>()
  const add = (sample: number, name: string, labels: Labels, count: number): void => {
    const key = JSON.stringify([name, labels])
    const series = counters.get(key) ?? { name, labels: { ...APPLICATION, [LABEL_ENVIRONMENT]: environment, ...labels }, values: [0] }
    counters.set(key, series)
    const before = sample === NEW_VERSION ? 0 : (series.values[sample - 1] ?? 0)
    series.values[sample] = before + count
  }
  for (let sample = 1; sample <= SAMPLES; sample++) {
    const moment = at((sample * SAMPLE_SECONDS) / 3600)
    const calls = draw(moment.callsPerSecond * SAMPLE_SECONDS)
    const failed = Math.min(calls, draw(calls * moment.failed))
    const above5 = draw((calls - failed) * moment.above5Seconds)
    const above3 = above5 + draw((calls - failed) * (moment.above3Seconds - moment.above5Seconds))
    const outcome = (outcome: Outcome, count: number, error: Labels = {}): void => {
      add(sample, seriesOf(REQUESTS), { [LABEL_OUTCOME]: outcome, ...error }, count)
      add(sample, countOf(CLIENT_OPERATION_DURATION), error, count)
    }
    const succeeded = Math.max(calls - failed, above3)
    outcome('completed', succeeded)
    outcome('error', failed, { [LABEL_ERROR_TYPE]: 'InternalServerError' })
    outcome('error', draw(calls / 100), { [LABEL_ERROR_TYPE]: 'BadRequestError' })
    outcome('cancelled', draw(calls / 50), { [LABEL_ERROR_TYPE]: 'AbortError' })
    const atMost = [0.7 * succeeded, 0.93 * succeeded, succeeded - above3, succeeded - above5, succeeded]
    for (const [i, bound] of BOUNDS.entries()) {
      const count = Math.floor(Math.min(atMost[i] ?? succeeded, succeeded - above3 * Number(bound < 3)))
      add(sample, bucketsOf(CLIENT_OPERATION_DURATION), { [LABEL_LE]: `${bound}` }, count)
    }
    add(sample, bucketsOf(CLIENT_OPERATION_DURATION), { [LABEL_LE]: '+Inf' }, succeeded)
    add(sample, sumOf(CLIENT_TOKEN_USAGE), {}, succeeded * 500)
  }
  return [...counters.values()]
}

/** Draws how often something happens that happens `mean` times on average (Poisson), from a generator that starts at `seed`. */
function createDraw(seed: number): (mean: number) => number {
  let state = seed
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state + 1) / 2 ** 32
  }
  return (mean) => {
    // In parts, because the product of many numbers below 1 is no number any more.
    let count = 0
    for (let rest = mean; rest > 0; rest -= 100) {
      const limit = Math.exp(-Math.min(rest, 100))
      for (let product = random(); product > limit; product *= random()) count++
    }
    return count
  }
}
