import { setTimeout as sleep } from 'node:timers/promises'
import { type GpuDescription, type GpuMetrics, startGpuMetrics } from '@tokenscope/gpu'

/** What `nvidia-smi` says, read as the metrics read it. */
export type GpuFacts =
  | {
      readonly kind: 'found'
      readonly gpus: readonly string[]
      readonly driver: string | undefined
      /** How many fields this driver is asked for, and those that it does not know, with the first driver branch that does. */
      readonly fieldCount: number
      readonly refusedFields: readonly { readonly field: string; readonly since: number }[]
    }
  | { readonly kind: 'no-tool' }
  | { readonly kind: 'no-gpu' }
  | { readonly kind: 'no-answer'; readonly reason: string }

/** Without persistence mode a driver takes seconds to wake up. */
const TIMEOUT_MS = 10_000
const POLL_MS = 20

/** Samples the GPUs once, at most ten seconds long. */
export async function probeGpu(command: string): Promise<GpuFacts> {
  const metrics = startGpuMetrics({ command, meterProvider: false, processes: false, details: false })
  try {
    return await firstAnswer(metrics)
  } finally {
    await metrics.shutdown()
  }
}

async function firstAnswer(metrics: GpuMetrics): Promise<GpuFacts> {
  const deadlineMs = performance.now() + TIMEOUT_MS
  for (;;) {
    const { tool, gpus } = metrics.describe()
    if (gpus.length > 0) return found(await settled(() => metrics.describe()))
    if (tool.failure) return failed(tool.failure)
    if (performance.now() > deadlineMs) return { kind: 'no-answer', reason: `no answer within ${TIMEOUT_MS / 1000} s` }
    await sleep(POLL_MS)
  }
}

/** The rows of one pass come close together: waits until no further GPU comes. */
async function settled(describe: () => GpuDescription): Promise<GpuDescription> {
  for (let count = 0; ; ) {
    const now = describe()
    if (now.gpus.length === count) return now
    count = now.gpus.length
    await sleep(5 * POLL_MS)
  }
}

function found({ tool, gpus }: GpuDescription): GpuFacts {
  return {
    kind: 'found',
    gpus: gpus.map(({ name }) => name ?? 'unnamed'),
    driver: tool.driverVersion,
    fieldCount: tool.fields.length,
    refusedFields: tool.refusedFields,
  }
}

function failed({ reason, message }: { readonly reason: string; readonly message: string }): GpuFacts {
  if (reason === 'no_tool') return { kind: 'no-tool' }
  return reason === 'no_devices' ? { kind: 'no-gpu' } : { kind: 'no-answer', reason: message }
}
