import { CHUNK_KINDS, type ChunkKind } from '@tokenscope/semconv'
import { ChunkHistogram } from './chunk-histogram.ts'
import { Timeline } from './timeline.ts'

/** A time that the stream stood still, on the call's monotonic clock. */
export interface Stall {
  readonly atMs: number
  readonly durationMs: number
}

/** At most so many stalls are kept one by one; all are counted. */
export const MAX_KEPT_STALLS = 16

/** Bit of each kind in a slot's mask; `0` is a chunk without generated content (a role, usage, a finish reason). */
export const KIND_BITS: Readonly<Record<ChunkKind, number>> = Object.fromEntries(
  CHUNK_KINDS.map((kind, bit) => [kind, 1 << bit]),
) as Record<ChunkKind, number>

/**
 * When the chunks of one stream arrived. Pure: it is told the time. `add` is the hot path: stores and comparisons only.
 */
export class TokenTiming {
  /** All times are milliseconds on the call's clock; -1 is "not yet". */
  readonly startMs: number
  firstChunkMs = -1
  lastChunkMs = -1
  firstTokenMs = -1
  lastTokenMs = -1
  chunkCount = 0
  /** Chunks with generated content. */
  contentChunkCount = 0
  /** Tokens, where the caller of `add` knows how many a chunk carried. */
  tokenCount = 0
  /** The longest time that the consumer waited between two chunks. */
  maxGapMs = 0
  stallCount = 0
  stallMs = 0
  /** Time that the consumer held the stream before it asked for the next chunk. */
  holdMs = 0
  readonly gaps: ChunkHistogram = new ChunkHistogram()
  readonly stalls: Stall[] = []
  readonly timeline: Timeline | undefined
  readonly #stallThresholdMs: number

  /**
   * @param timelineSlots the most slots of the time line; 0 keeps none
   * @param stallThresholdMs a wait of at least so long is a stall
   */
  constructor(startMs: number, timelineSlots: number, stallThresholdMs: number) {
    this.startMs = startMs
    this.timeline = timelineSlots > 0 ? new Timeline(timelineSlots) : undefined
    this.#stallThresholdMs = stallThresholdMs
  }

  /**
   * One chunk arrived.
   * @param nowMs when
   * @param askedMs when the consumer asked for it: what it waited counts as a gap of the server, what it held before does not
   * @param kind bit of {@link KIND_BITS}, or 0
   * @param tokens how many tokens it carried, where known
   */
  add(nowMs: number, askedMs: number, kind: number, tokens: number): void {
    this.chunkCount++
    let waitedMs = 0
    if (this.firstChunkMs < 0) {
      this.firstChunkMs = nowMs
    } else {
      const previousMs = this.lastChunkMs
      this.gaps.add(nowMs - previousMs)
      if (askedMs > previousMs) {
        this.holdMs += askedMs - previousMs
        waitedMs = nowMs - askedMs
      } else {
        waitedMs = nowMs - previousMs
      }
      if (waitedMs > this.maxGapMs) this.maxGapMs = waitedMs
      if (waitedMs >= this.#stallThresholdMs) this.#stalled(nowMs, waitedMs)
    }
    this.lastChunkMs = nowMs
    this.tokenCount += tokens
    if (kind === 0) return
    this.contentChunkCount++
    if (this.firstTokenMs < 0) this.firstTokenMs = nowMs
    this.lastTokenMs = nowMs
    if (this.timeline !== undefined) this.timeline.add(nowMs, waitedMs, kind)
  }

  /** The stream ended at `nowMs` while the consumer had been waiting since `askedMs` (-1: it was not waiting). */
  end(nowMs: number, askedMs: number): void {
    if (this.chunkCount === 0 || askedMs < 0) return
    const waitedMs = nowMs - Math.max(askedMs, this.lastChunkMs)
    if (waitedMs >= this.#stallThresholdMs) this.#stalled(nowMs, waitedMs)
  }

  #stalled(nowMs: number, durationMs: number): void {
    this.stallCount++
    this.stallMs += durationMs
    if (this.stalls.length < MAX_KEPT_STALLS) this.stalls.push({ atMs: nowMs - durationMs, durationMs })
  }
}
