import type { CallResult } from '../call/call-result.ts'

/** From the time that the request was to start to the end of its answer, seconds. */
export function responseSeconds({ intendedMs, endMs }: CallResult): number {
  return (endMs - intendedMs) / 1000
}

/** From the time that the request was to start to the first chunk with content, seconds. */
export function firstTokenSeconds({ intendedMs, firstTokenMs }: CallResult): number | undefined {
  return firstTokenMs === undefined ? undefined : (firstTokenMs - intendedMs) / 1000
}

/** Output tokens after the first by the time they took; undefined where there are not two. */
export function callSpeed({ firstTokenMs, endMs, outputTokens }: CallResult): number | undefined {
  return firstTokenMs === undefined || outputTokens < 2 || endMs <= firstTokenMs
    ? undefined
    : ((outputTokens - 1) * 1000) / (endMs - firstTokenMs)
}
