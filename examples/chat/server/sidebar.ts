import type { Chat } from '../chat.ts'

/** What the sidebar shows. `undefined` is not sent: the page shows a dash, never a 0 that nobody measured. */
export interface Sidebar {
  readonly model: string
  readonly source: string
  readonly total: number
  readonly inFlight: number
  readonly successRate: number | undefined
  readonly meanMs: number | undefined
  readonly p95Ms: number | undefined
  readonly firstTokenMs: number | undefined
  readonly tokensPerSecond: number | undefined
  readonly gpus: readonly { readonly name: string; readonly usedBytes: number; readonly totalBytes: number | undefined }[]
  readonly sla: 'met' | 'breached' | 'unknown'
  /** Names of targets that are not met. */
  readonly breached: readonly string[]
}

/** All of it is `summary()`, which the process computes itself, and the GPUs' last sample. Cheap enough for every second. */
export function sidebar({ model, source, telemetry, gpus }: Chat): Sidebar {
  const { total, inFlight, successRate, durationMs, meanTimeToFirstTokenMs, meanTokensPerSecond, sla } = telemetry.summary()
  const results = Object.entries(sla)
  const breached = results.filter(([, { state }]) => state === 'breached').map(([name]) => name)
  const isKnown = results.some(([, { state }]) => state !== 'unknown')
  return {
    model,
    source,
    total,
    inFlight,
    successRate,
    meanMs: durationMs.mean,
    p95Ms: durationMs.p95,
    firstTokenMs: meanTimeToFirstTokenMs,
    tokensPerSecond: meanTokensPerSecond,
    gpus: gpus
      .snapshot()
      .flatMap(({ id, name = id, values: { memoryUsedBytes, memoryTotalBytes } }) =>
        memoryUsedBytes === undefined ? [] : [{ name, usedBytes: memoryUsedBytes, totalBytes: memoryTotalBytes }],
      ),
    sla: breached.length > 0 ? 'breached' : isKnown ? 'met' : 'unknown',
    breached,
  }
}
