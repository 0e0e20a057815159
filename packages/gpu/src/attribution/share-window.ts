/** A request in one sampling window. */
export interface ActiveRequest {
  readonly id: string
  /** When it began and ended, or `Infinity` while it runs; `performance.now()`. */
  readonly fromMs: number
  readonly toMs: number
  /** Output tokens that it produced within the window. */
  readonly tokens: number
}

/** What part of a window (0 to 1) a request is given. The parts of all requests add up to at most 1. */
export interface WindowShare {
  readonly id: string
  readonly share: number
}

export interface SharedWindow {
  readonly shares: readonly WindowShare[]
  /** `exclusive` with one request, `tokens` or `time` with several; `undefined` with none. */
  readonly method: 'exclusive' | 'tokens' | 'time' | undefined
}

/**
 * Shares a sampling window among the requests that were active in it, in proportion to the tokens that each produced in it; where none produced a token
 * (all of them read their prompts), in proportion to the time that each was active. The time in which no request was active belongs to none.
 */
export function shareWindow(startMs: number, endMs: number, requests: readonly ActiveRequest[]): SharedWindow {
  const active = requests
    .map((request) => ({ ...request, fromMs: Math.max(request.fromMs, startMs), toMs: Math.min(request.toMs, endMs) }))
    .filter(({ fromMs, toMs }) => toMs > fromMs)
  if (active.length === 0 || endMs <= startMs) return { shares: [], method: undefined }
  const activePart = coveredMs(active) / (endMs - startMs)
  const tokens = active.reduce((sum, request) => sum + request.tokens, 0)
  const weightOf = (request: ActiveRequest): number => (tokens > 0 ? request.tokens : request.toMs - request.fromMs)
  const weights = active.reduce((sum, request) => sum + weightOf(request), 0)
  return {
    shares: active.map((request) => ({ id: request.id, share: (activePart * weightOf(request)) / weights })),
    method: active.length === 1 ? 'exclusive' : tokens > 0 ? 'tokens' : 'time',
  }
}

/** Length of the union of the intervals. */
function coveredMs(intervals: readonly { readonly fromMs: number; readonly toMs: number }[]): number {
  let covered = 0
  let reachedMs = Number.NEGATIVE_INFINITY
  for (const { fromMs, toMs } of [...intervals].sort((a, b) => a.fromMs - b.fromMs)) {
    covered += Math.max(0, toMs - Math.max(fromMs, reachedMs))
    reachedMs = Math.max(reachedMs, toMs)
  }
  return covered
}
