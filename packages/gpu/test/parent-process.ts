/** A host application: samples by the tool named in its first argument, prints one line after the first sample, and stays. */
import { startGpuMetrics } from '@tokenscope/gpu'

const gpu = startGpuMetrics({ command: process.argv[2]!, intervalMs: 100, processes: false, details: false })
gpu.onSample(() => console.log('sampled'))
if (process.argv[3] === 'stay') setInterval(() => {}, 60_000)
