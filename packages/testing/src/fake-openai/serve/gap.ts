import type { Random } from '../random.ts'
import type { Script } from '../script.ts'

/** Milliseconds between chunk `at - 1` and chunk `at`; before the first chunk there is no gap, but there may be a stall. */
export function gapBefore(at: number, { stalls, gapMs = 0 }: Script, random: Random): number {
  const stall = stalls?.find((entry) => entry.at === at)?.ms ?? 0
  if (at === 0) return stall
  if (typeof gapMs === 'number') return stall + gapMs
  if (Array.isArray(gapMs)) return stall + (gapMs[(at - 1) % gapMs.length] ?? 0)
  return stall + gapMs.min + random.next() * (gapMs.max - gapMs.min)
}

/** Milliseconds that a stream of so many chunks takes from its headers on. */
export function streamDuration(chunks: number, script: Script, random: Random): number {
  let total = script.firstChunkDelayMs ?? 0
  for (let at = 0; at < chunks; at++) total += gapBefore(at, script, random)
  return total
}
