import type { CauseKind } from '../cause.ts'
import { decompose } from '../decompose.ts'
import { clamp, compareText, growth, hasGrown, inPercent, inSeconds, missingText, sides } from '../weigh.ts'

/** More requests than the server takes at once: they wait before their first token. */
export const queueing: CauseKind = {
  cause: 'queueing',
  title: 'Requests wait in the server’s queue',
  action: 'Add a replica, or allow fewer calls at once in the application; tokenscope load finds how many keep the targets.',
  judge(facts) {
    const { breached, numbers } = facts
    if (!breached.has('latency')) return undefined
    const { inFlight, requests, firstToken, inputTokens, serverWaiting, serverQueueSeconds } = numbers
    const { firstToken: share, extraSeconds = 0 } = decompose(facts)
    const waited = (serverQueueSeconds.now ?? 0) - (serverQueueSeconds.normal ?? 0)
    const waits = serverWaiting.now !== undefined && serverWaiting.now >= 1 && hasGrown(serverWaiting, 0.5)
    const queued = Math.max(waits ? 1 : 0, extraSeconds > 0 ? clamp(waited / extraSeconds) : 0)
    const isAsked = serverWaiting.now !== undefined || serverQueueSeconds.now !== undefined
    // Slow calls are in flight for longer: only beside a late first token do more of them speak for a queue.
    const crowd = Math.max(growth(inFlight) ?? 0, growth(requests) ?? 0)
    const late = share ?? (isAsked ? queued : 0)
    const evidence = isAsked ? 0.1 + 0.1 * crowd + 0.8 * queued : 0.35 + 0.4 * crowd
    const score = late * evidence * (hasGrown(inputTokens) ? 0.6 : 1)
    return {
      score,
      ...sides([
        [(share ?? 0) >= 0.3, share === undefined ? undefined : `${inPercent(share)} of the extra time passes before the first token`],
        [hasGrown(firstToken), compareText('time to first token', firstToken, inSeconds)],
        [hasGrown(inFlight), compareText('calls in flight', inFlight)],
        [hasGrown(requests), compareText('requests per second', requests)],
        [waits, compareText('requests that wait at the server', serverWaiting)],
        [waited > 0.1 * extraSeconds && waited > 0, compareText('time in the server’s queue', serverQueueSeconds, inSeconds)],
        [!hasGrown(inputTokens), compareText('input tokens of a call', inputTokens)],
      ]),
      missing: [
        missingText(firstToken, 'time to first token (only streamed calls have one)'),
        isAsked ? undefined : 'the server’s own count of waiting requests (collector/prometheus/scrape: vLLM, SGLang, llama.cpp)',
        missingText(inFlight, 'calls in flight'),
      ],
    }
  },
}
