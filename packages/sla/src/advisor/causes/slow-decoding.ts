import type { CauseKind } from '../cause.ts'
import { decompose } from '../decompose.ts'
import { compareText, growth, hasGrown, inPercent, missingText, sides } from '../weigh.ts'
import { isSlower } from './longer-outputs.ts'

/** Where the time goes when the GPU gives no reason: a larger batch, a neighbour, other settings. */
export const slowDecoding: CauseKind = {
  cause: 'slow-decoding',
  title: 'Each token takes longer: more calls share the GPU, or something else does',
  action: 'Look at how many calls run at once and who else uses the GPU; did the model, its quantisation or the server’s settings change?',
  isFallback: true,
  judge(facts) {
    if (!facts.breached.has('latency')) return undefined
    const { speed, requests, gpuBusy, stalls } = facts.numbers
    const { decoding } = decompose(facts)
    return {
      score: (decoding ?? 0) * (0.35 + 0.35 * (growth(requests) ?? 0)),
      ...sides([
        [isSlower(speed), compareText('output tokens per second of a call', speed)],
        [(decoding ?? 0) >= 0.3, decoding === undefined ? undefined : `${inPercent(decoding)} of the extra time is between tokens`],
        [hasGrown(requests), compareText('requests per second', requests)],
        [hasGrown(gpuBusy), compareText('share of time the GPU is busy', gpuBusy, inPercent)],
        [hasGrown(stalls), compareText('stalls of a stream by request', stalls)],
      ]),
      missing: [missingText(speed, 'output tokens per second (streamed calls whose server reports usage)')],
    }
  },
}
