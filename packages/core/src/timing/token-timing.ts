import { CHUNK_KINDS, type ChunkKind } from '@tokenscope/semconv'
import { ChunkHistogram } from './chunk-histogram.ts'
import { numberList } from './number-list.ts'
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

/** So many noted chunks are counted in together: the code for it is then warm, where it would be cold for each by itself. */
const BATCH = 32
/** Of each noted chunk: when it came, when it was asked for, its kind. */
const WIDTH = 3
const ASKED = 1
const KIND = 2

/**
 * When the chunks of one stream arrived. Pure: it is told the time. `asked` and `note` are the hot path, a store or two each. What they
 * noted is in the fields after `settle()`, which `generation.timing` calls.
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
  /** The kinds that came, {@link KIND_BITS} together. */
  kinds = 0
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
   * Chunks that are not counted in yet, and room for the next one, which may have been asked for. A chunk that nobody asked for in time
   * finds the time of an older one, which means the same: the consumer did not hold the stream.
   */
  readonly #noted: number[] = numberList((BATCH + 1) * WIDTH)
  #notedLength = 0

  /**
   * @param timelineSlots the most slots of the time line; 0 keeps none
   * @param stallThresholdMs a wait of at least so long is a stall
   */
  constructor(startMs: number, timelineSlots: number, stallThresholdMs: number) {
    this.startMs = startMs
    this.timeline = timelineSlots > 0 ? new Timeline(timelineSlots) : undefined
    this.#stallThresholdMs = stallThresholdMs
    this.#noted[ASKED] = startMs
  }

  /** The consumer asks for the next chunk, and no other is on its way to it. */
  asked(nowMs: number): void {
    this.#noted[this.#notedLength + ASKED] = nowMs
  }

  /** A chunk arrived, as `add` has it without tokens; it is counted in later, with others. */
  note(nowMs: number, kind: number): void {
    const noted = this.#noted
    const at = this.#notedLength
    noted[at] = nowMs
    noted[at + KIND] = kind
    this.#notedLength = at + WIDTH
    if (at === (BATCH - 1) * WIDTH) this.settle()
  }

  /** Counts in what was noted. */
  settle(): void {
    const noted = this.#noted
    const length = this.#notedLength
    if (length === 0) return
    for (let at = 0; at < length; at += WIDTH) {
      this.#count(noted[at] as number, noted[at + ASKED] as number, noted[at + KIND] as number, 0)
    }
    noted[ASKED] = noted[length + ASKED] as number
    this.#notedLength = 0
  }

  /**
   * One chunk arrived.
   * @param nowMs when
   * @param askedMs when the consumer asked for it: what it waited counts as a gap of the server, what it held before does not
   * @param kind bit of {@link KIND_BITS}, or 0
   * @param tokens how many tokens it carried, where known
   */
  add(nowMs: number, askedMs: number, kind: number, tokens: number): void {
    this.settle()
    this.#count(nowMs, askedMs, kind, tokens)
  }

  /** The stream ended at `nowMs`. @param waiting whether the consumer had asked for another chunk */
  end(nowMs: number, waiting: boolean): void {
    this.settle()
    if (this.chunkCount === 0 || !waiting) return
    const waitedMs = nowMs - Math.max(this.#noted[ASKED] as number, this.lastChunkMs)
    if (waitedMs >= this.#stallThresholdMs) this.#stalled(nowMs, waitedMs)
  }

  #count(nowMs: number, askedMs: number, kind: number, tokens: number): void {
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
    this.kinds |= kind
    if (this.firstTokenMs < 0) this.firstTokenMs = nowMs
    this.lastTokenMs = nowMs
    if (this.timeline !== undefined) this.timeline.add(nowMs, waitedMs, kind)
  }

  #stalled(nowMs: number, durationMs: number): void {
    this.stallCount++
    this.stallMs += durationMs
    if (this.stalls.length < MAX_KEPT_STALLS) this.stalls.push({ atMs: nowMs - durationMs, durationMs })
  }
}
