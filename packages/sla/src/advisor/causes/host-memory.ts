import type { CauseKind } from '../cause.ts'
import { compareText, inPercent, missingText, sides } from '../weigh.ts'

/** A host that runs out of memory swaps, or ends the server. */
export const hostMemory: CauseKind = {
  cause: 'host-memory',
  title: 'The host’s memory is full',
  action: 'Look at what takes it (ps aux --sort=-rss); the kernel ends the largest process first: the model server.',
  judge({ breached, numbers, limits }) {
    if (!breached.has('latency') && !breached.has('errors')) return undefined
    const { hostMemory: memory } = numbers
    const more = (memory.now ?? 0) - (memory.normal ?? 0)
    const isFuller = (memory.now ?? 0) > limits.systemMemory && more >= 0.03
    return {
      score: isFuller ? 0.45 : 0,
      ...sides([[isFuller, compareText('share of the host’s memory in use', memory, inPercent)]]),
      missing: [missingText(memory, 'memory of the host (@tokenscope/node on it)')],
    }
  },
}
