import type { Recorder } from '../recorder.ts'
import type { Generation } from './generation.ts'
import { outputTokenRate } from './output-token-rate.ts'

/** Records the metrics of an ended call, all series found by one look-up. */
export function recordMetrics(generation: Generation, recorder: Recorder, cost: number | undefined): void {
  const metrics = recorder.callMetrics.find(recorder.store(), generation)
  metrics.duration.record((generation.endMs - generation.startMs) / 1000)
  metrics.requests.add(1)
  metrics.tokens.record(generation.usage)
  if (generation.failedAttempts) {
    for (const attempt of generation.failedAttempts) metrics.retries(attempt.errorType).add(1)
  }
  if (cost !== undefined) metrics.cost.add(cost)
  const { rateLimit, timing } = generation
  if (rateLimit) {
    const { limitRequests, remainingRequests, limitTokens, remainingTokens } = rateLimit
    if (limitRequests && remainingRequests !== undefined) metrics.rateLimitRemaining('requests').set(remainingRequests / limitRequests)
    if (limitTokens && remainingTokens !== undefined) metrics.rateLimitRemaining('tokens').set(remainingTokens / limitTokens)
  }
  if (!timing || timing.chunkCount === 0) return
  metrics.timeToFirstChunk.record((timing.firstChunkMs - timing.startMs) / 1000)
  metrics.timePerOutputChunk.recordChunks(timing.gaps)
  if (timing.stallCount > 0) metrics.stalls.add(timing.stallCount)
  if (timing.contentChunkCount === 0) return
  metrics.timeToFirstToken.record((timing.firstTokenMs - timing.startMs) / 1000)
  const rate = outputTokenRate(generation)
  if (rate !== undefined) metrics.outputTokenRate.record(rate)
}
