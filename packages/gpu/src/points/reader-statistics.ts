import type { DiagLogger } from '@opentelemetry/api'
import { ATTR_ERROR_TYPE, GPU_READER_FAILURES, GPU_READER_RESTARTS, GPU_READER_SAMPLE_AGE, GPU_READER_SAMPLES } from '@tokenscope/semconv'
import type { MetricPoint } from '../metric-point.ts'
import type { Failure } from '../parse/failure.ts'

/** How well the GPUs are being read, counted and told once per cause. */
export class ReaderStatistics {
  #samples = 0
  #restarts = 0
  #lastPosition = -1
  readonly #failures = new Map<string, number>()
  readonly #told = new Set<string>()
  #last: Failure | undefined
  #isWorking = false
  /** Something was told that the next reading makes untrue. */
  #owesAllClear = false
  #hasWorked = false

  get samples(): number {
    return this.#samples
  }

  get restarts(): number {
    return this.#restarts
  }

  get failures(): ReadonlyMap<string, number> {
    return this.#failures
  }

  /** The failure that is in the way now, `undefined` while readings come. */
  get failure(): Failure | undefined {
    return this.#isWorking ? undefined : this.#last
  }

  /** A pass over the GPUs begins with the first or the same or a lower index. */
  addReading(position: number, log: DiagLogger): void {
    if (position <= this.#lastPosition || this.#lastPosition < 0) this.#samples++
    this.#lastPosition = position
    if (this.#isWorking) return
    this.#isWorking = true
    if (this.#owesAllClear) log.info('GPU metrics are on: nvidia-smi answers.')
    this.#owesAllClear = false
    this.#hasWorked = true
  }

  addRestart(): void {
    this.#restarts++
  }

  /**
   * `retryMs` is given when the child is gone. A host that never had a working GPU hears of it once at info level; a cause that comes
   * up later is one warning.
   */
  addFailure(failure: Failure, log: DiagLogger, retryMs?: number): void {
    const { reason, message } = failure
    this.#failures.set(reason, (this.#failures.get(reason) ?? 0) + 1)
    if (retryMs !== undefined) {
      this.#last = { reason, message }
      if (retryMs > 0) this.#isWorking = false
      if (reason === 'driver_changed') return
    }
    if (this.#told.has(reason)) return
    this.#told.add(reason)
    this.#owesAllClear ||= retryMs !== undefined
    if (this.#hasWorked) log.warn(`Reading the GPUs: ${message}. Counted from now on, not told again.`)
    else if (this.#told.size === 1) log.info(`No GPU metrics: ${message}. Tried again with growing pauses, at least once a minute.`)
    else log.debug(`No GPU metrics: ${message}.`)
  }

  points(sampleAgeMs: number | undefined): readonly MetricPoint[] {
    const points: MetricPoint[] = [
      { metric: GPU_READER_SAMPLES, value: this.#samples, attributes: {} },
      { metric: GPU_READER_RESTARTS, value: this.#restarts, attributes: {} },
    ]
    for (const [reason, count] of this.#failures)
      points.push({ metric: GPU_READER_FAILURES, value: count, attributes: { [ATTR_ERROR_TYPE]: reason } })
    if (sampleAgeMs !== undefined) points.push({ metric: GPU_READER_SAMPLE_AGE, value: sampleAgeMs / 1000, attributes: {} })
    return points
  }
}
