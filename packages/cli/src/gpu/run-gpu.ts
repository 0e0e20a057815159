import { setTimeout as sleep } from 'node:timers/promises'
import { formatGpuTable, type GpuMetrics, startGpuMetrics } from '@tokenscope/gpu'
import type { CommandContext } from '../command.ts'
import { watchGpus } from './watch-gpus.ts'

const INTERVAL_MS = 1_000
/** Somebody is looking: more often than the default. */
const PROCESSES_INTERVAL_MS = 15_000
const POLL_MS = 50
/** A driver that wakes up takes seconds for its first answer. */
const FIRST_ANSWER_MS = 15_000
/** The second pass over the GPUs has the rates that need two and starts the slow details; the third gives these a second to come. */
const WANTED_SAMPLES = 3

/** `tokenscope gpu`: 0 where there is a GPU, else 1. */
export async function runGpu(context: CommandContext): Promise<number> {
  const { options, print, log, signal } = context
  const metrics = startGpuMetrics({
    meterProvider: false,
    intervalMs: INTERVAL_MS,
    processes: { intervalMs: PROCESSES_INTERVAL_MS },
    ...(typeof options.command === 'string' && { command: options.command }),
  })
  try {
    await untilAnswered(metrics, signal)
    const description = metrics.describe()
    const found = description.gpus.length > 0
    if (options.json === true) print(JSON.stringify(description, null, 2))
    else if (!found) log(formatGpuTable(description))
    else if (options.watch === true) await watchGpus(metrics, context)
    else print(formatGpuTable(description))
    return found ? 0 : 1
  } finally {
    await metrics.shutdown()
  }
}

/** Waits for a sample or for the reason why there is none. */
async function untilAnswered(metrics: GpuMetrics, signal: AbortSignal): Promise<void> {
  const deadlineMs = performance.now() + FIRST_ANSWER_MS
  while (!signal.aborted && performance.now() < deadlineMs) {
    const { tool, gpus } = metrics.describe()
    if (tool.failure || (gpus.length > 0 && tool.samples >= WANTED_SAMPLES)) return
    await sleep(POLL_MS)
  }
}
