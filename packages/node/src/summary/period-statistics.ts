import type { Outcome } from '@tokenscope/semconv'
import { DurationSketch } from './duration-sketch.ts'

/** What one ended call adds. */
export interface EndedCall {
  readonly model: string
  readonly outcome: Outcome
  readonly errorType: string | undefined
  readonly durationMs: number
  readonly timeToFirstTokenMs: number | undefined
  readonly tokensPerSecond: number | undefined
  readonly inputTokens: number | undefined
  readonly outputTokens: number | undefined
}

/** Names kept apart before further ones are counted together under {@link OTHER}. */
export const MAX_NAMES = 100
export const OTHER = 'other'

/** Which outcomes are the service's success or failure; the rest is the application's doing and is neither. */
const VERDICT: Readonly<Record<Outcome, 'succeeded' | 'failed' | 'neither'>> = {
  completed: 'succeeded',
  error: 'failed',
  timeout: 'failed',
  truncated: 'failed',
  aborted: 'neither',
  cancelled: 'neither',
  abandoned: 'neither',
}

/** A mean in the making. */
interface Mean {
  sum: number
  count: number
}

/** Counts of the calls of one period, for all models or for one. */
export class Tally {
  total = 0
  succeeded = 0
  failed = 0
  inputTokens = 0
  outputTokens = 0
  /** Of successful calls. */
  readonly durations: DurationSketch = new DurationSketch()
  readonly timeToFirstTokenMs: Mean = { sum: 0, count: 0 }
  readonly tokensPerSecond: Mean = { sum: 0, count: 0 }

  add(call: EndedCall): void {
    const verdict = VERDICT[call.outcome]
    this.total++
    if (verdict !== 'neither') this[verdict]++
    if (verdict === 'succeeded') this.durations.add(call.durationMs)
    this.inputTokens += call.inputTokens ?? 0
    this.outputTokens += call.outputTokens ?? 0
    addTo(this.timeToFirstTokenMs, call.timeToFirstTokenMs)
    addTo(this.tokensPerSecond, call.tokensPerSecond)
  }

  merge(other: Tally): void {
    this.total += other.total
    this.succeeded += other.succeeded
    this.failed += other.failed
    this.inputTokens += other.inputTokens
    this.outputTokens += other.outputTokens
    this.durations.merge(other.durations)
    mergeMean(this.timeToFirstTokenMs, other.timeToFirstTokenMs)
    mergeMean(this.tokensPerSecond, other.tokensPerSecond)
  }
}

/** Everything counted in one period: the process's life, or one slice of the window. Bounded by {@link MAX_NAMES}. */
export class PeriodStatistics {
  readonly all: Tally = new Tally()
  readonly models: Map<string, Tally> = new Map()
  readonly outcomes: Map<Outcome, number> = new Map()
  readonly errors: Map<string, number> = new Map()

  add(call: EndedCall): void {
    this.all.add(call)
    this.#model(call.model).add(call)
    count(this.outcomes, call.outcome, 1)
    if (call.errorType !== undefined) count(this.errors, bounded(this.errors, call.errorType), 1)
  }

  merge(other: PeriodStatistics): void {
    this.all.merge(other.all)
    for (const [model, tally] of other.models) this.#model(model).merge(tally)
    for (const [outcome, times] of other.outcomes) count(this.outcomes, outcome, times)
    for (const [errorType, times] of other.errors) count(this.errors, bounded(this.errors, errorType), times)
  }

  #model(name: string): Tally {
    const key = bounded(this.models, name)
    let tally = this.models.get(key)
    if (!tally) {
      tally = new Tally()
      this.models.set(key, tally)
    }
    return tally
  }
}

function bounded(names: ReadonlyMap<string, unknown>, name: string): string {
  return names.has(name) || names.size < MAX_NAMES ? name : OTHER
}

function count<K>(counts: Map<K, number>, key: K, times: number): void {
  counts.set(key, (counts.get(key) ?? 0) + times)
}

function addTo(mean: Mean, value: number | undefined): void {
  if (value === undefined) return
  mean.sum += value
  mean.count++
}

function mergeMean(mean: Mean, other: Mean): void {
  mean.sum += other.sum
  mean.count += other.count
}
