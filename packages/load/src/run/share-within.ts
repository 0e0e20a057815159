import type { CallResult } from '../call/call-result.ts'

/** A call of which at least a part came within a time, and how large a part, to 1. */
export interface SharedCall {
  readonly call: CallResult
  readonly share: number
}

/**
 * Which share of what one call brought came from `fromMs` to `toMs`. Its tokens count as evenly spread from the first to the end: to count whole
 * answers by their end would make a rate of chance where an answer takes a good part of the measured time.
 */
export function shareWithin({ firstTokenMs, endMs }: CallResult, fromMs: number, toMs: number): number {
  if (firstTokenMs === undefined || endMs <= firstTokenMs) return Number(endMs >= fromMs && endMs < toMs)
  return Math.max(0, Math.min(endMs, toMs) - Math.max(firstTokenMs, fromMs)) / (endMs - firstTokenMs)
}
