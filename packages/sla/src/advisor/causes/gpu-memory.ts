import type { CauseKind } from '../cause.ts'
import { decompose } from '../decompose.ts'
import { clamp, compareText, hasGrown, inPercent, missingText, sides } from '../weigh.ts'

const CACHE_FULL = 0.95

/** Without room in the cache a server lets requests wait, or throws them out and begins anew. */
export const gpuMemory: CauseKind = {
  cause: 'gpu-memory',
  title: 'The GPU’s memory is full',
  action: 'Allow fewer or shorter calls at once (max-num-seqs, max-model-len), quantise the model or its cache, or take a larger GPU.',
  judge(facts) {
    const { breached, numbers, limits } = facts
    if (!breached.has('latency') && !breached.has('errors')) return undefined
    const { gpuMemory: memory, cacheUsed, preemptions, stalls } = numbers
    const { firstToken, decoding } = decompose(facts)
    const isFull = (memory.now ?? 0) > limits.gpuMemory
    // Servers take their share at the start: full as ever explains nothing.
    const isFuller = isFull && (memory.now ?? 0) - (memory.normal ?? 0) >= 0.03
    const isCacheFull = (cacheUsed.now ?? 0) >= CACHE_FULL && (cacheUsed.now ?? 0) - (cacheUsed.normal ?? 0) >= 0.05
    const throws = (preemptions.now ?? 0) > 0 && hasGrown(preemptions)
    const evidence = clamp((isFuller ? 0.5 : 0) + (isCacheFull ? 0.5 : 0) + (throws ? 0.5 : 0))
    const effect = breached.has('errors') ? 0.7 : Math.max(firstToken ?? 0.5, decoding ?? 0.5)
    return {
      score: evidence * (0.2 + 0.6 * effect),
      ...sides([
        [isFuller, compareText('share of GPU memory in use', memory, inPercent)],
        [isCacheFull, compareText('share of the server’s cache in use', cacheUsed, inPercent)],
        [throws, compareText('requests per second thrown out of the cache', preemptions)],
        [hasGrown(stalls), compareText('stalls of a stream by request', stalls)],
      ]),
      missing: [
        missingText(memory, 'memory of the GPU (@tokenscope/gpu on the model server’s host)'),
        missingText(cacheUsed, 'the server’s own count of its cache (collector/prometheus/scrape)'),
      ],
    }
  },
}
