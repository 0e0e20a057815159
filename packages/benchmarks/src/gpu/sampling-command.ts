/**
 * `sampling-command.ts <seconds> [<nvidia-smi> [alone]]`: samples GPUs once a second with the default options, or without the slower calls for
 * processes and details (`alone`), or does nothing, and prints what that cost this process, its children apart.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { startGpuMetrics } from '@tokenscope/gpu'

/** What sampling cost a process. */
export interface SamplingCost {
  /** CPU time of all threads of the process, garbage collection and compiler included, as a share of one core. */
  readonly corePercent: number
  /** Time that the main thread was busy, for each sample of all GPUs. */
  readonly mainThreadMs: number
  readonly samples: number
}

/** Until code that runs once a second is as warm as it gets. */
const WARM_UP_MS = 10_000

const [secondsText, command, alone] = process.argv.slice(2)
const slowCalls = alone === undefined ? {} : ({ processes: false, details: false } as const)
const gpu = command === undefined ? undefined : startGpuMetrics({ command, meterProvider: false, ...slowCalls })
let samples = 0
if (gpu) {
  const waiting = new AbortController()
  let firstId: string | undefined
  gpu.onSample(({ gpuId }) => {
    firstId ??= gpuId
    if (gpuId === firstId) samples++
    waiting.abort()
  })
  await delay(60_000, undefined, { signal: waiting.signal }).catch(() => undefined)
  if (samples === 0) throw new Error('no sample within 60 s')
}
await delay(WARM_UP_MS)
const [samplesBefore, cpuBefore, loopBefore, startMs] = [samples, process.cpuUsage(), performance.eventLoopUtilization(), performance.now()]
await delay(Number(secondsText) * 1_000)
const { user, system } = process.cpuUsage(cpuBefore)
const busy = performance.eventLoopUtilization(loopBefore)
const count = samples - samplesBefore
const cost: SamplingCost = {
  corePercent: (user + system) / 10 / (performance.now() - startMs),
  mainThreadMs: count === 0 ? busy.active : busy.active / count,
  samples: count,
}
console.log(JSON.stringify(cost))
await gpu?.shutdown()
