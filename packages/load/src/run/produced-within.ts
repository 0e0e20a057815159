import type { CallResult } from '../call/call-result.ts'

/** What a time brought: of an answer that lies across its border, the share that came within. */
export interface Produced {
  readonly answers: number
  readonly outputTokens: number
}

/**
 * What of one call came from `fromMs` to `toMs`. Its tokens count as evenly spread from the first to the end: to count whole answers by their
 * end would make a rate of chance where an answer takes a good part of the measured time.
 */
export function producedWithin({ error, firstTokenMs, endMs, outputTokens }: CallResult, fromMs: number, toMs: number): Produced {
  const share =
    firstTokenMs === undefined || endMs <= firstTokenMs
      ? Number(endMs >= fromMs && endMs < toMs)
      : Math.max(0, Math.min(endMs, toMs) - Math.max(firstTokenMs, fromMs)) / (endMs - firstTokenMs)
  return { answers: error === undefined ? share : 0, outputTokens: share * outputTokens }
}
