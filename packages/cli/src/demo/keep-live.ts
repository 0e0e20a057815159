import type { Telemetry } from '@tokenscope/node'

/** A page is called live when it follows this closely. */
const FLUSH_MS = 400

/** Sends what there is now and then, not when a batch is full. Returns how to stop. */
export function keepLive(telemetry: Telemetry): () => void {
  const timer = setInterval(() => void telemetry.forceFlush(), FLUSH_MS)
  timer.unref()
  return () => clearInterval(timer)
}
