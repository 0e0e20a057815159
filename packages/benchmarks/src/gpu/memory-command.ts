/** `memory-command.ts <nvidia-smi> <samples>`: reads so many rows of eight GPUs through a pipe, and prints the heap at each tenth of them. */
import { join } from 'node:path'
import { startGpuMetrics } from '@tokenscope/gpu'

/** What is in memory after so many samples, bytes, after a garbage collection. */
export interface MemoryAt {
  readonly samples: number
  readonly heapBytes: number
}

const GPUS = 8
const [tool, samplesText] = process.argv.slice(2)
const total = Number(samplesText)
const marks: MemoryAt[] = []
const done = Promise.withResolvers<void>()
const startMs = performance.now()
const gpu = startGpuMetrics({
  command: process.execPath,
  // A row more than is waited for, whatever the division leaves.
  commandArgs: [join(import.meta.dirname, 'flood-command.ts'), tool!, String(Math.ceil(total / GPUS) + 1)],
  meterProvider: false,
  processes: false,
  details: false,
})
let samples = 0
gpu.onSample(() => {
  if (++samples % (total / 10) !== 0 || samples > total) return
  gpu.points()
  global.gc?.()
  marks.push({ samples, heapBytes: process.memoryUsage().heapUsed })
  if (samples === total) done.resolve()
})
// The metrics keep no process alive.
const alive = setInterval(() => undefined, 60_000)
await done.promise
clearInterval(alive)
console.log(JSON.stringify({ marks, microsecondsPerSample: ((performance.now() - startMs) * 1_000) / total }))
await gpu.shutdown()
