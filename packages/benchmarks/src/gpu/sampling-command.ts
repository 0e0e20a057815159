/**
 * `sampling-command.ts <phases> [<nvidia-smi> [alone]]`: samples GPUs once a second with the default options, or without the slower calls for
 * processes and details (`alone`), or does nothing, and prints what that cost this process.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { startGpuMetrics } from '@tokenscope/gpu'
import { measureCostOverTime } from './measure-cost.ts'

const [phases, command, alone] = process.argv.slice(2)
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
console.log(JSON.stringify(await measureCostOverTime(phases!, () => samples)))
await gpu?.shutdown()
