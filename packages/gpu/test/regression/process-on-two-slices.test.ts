import { GPU_PROCESS_MEMORY_USAGE } from '@tokenscope/semconv'
import { expect, it } from 'vitest'
import { GpuDevice } from '../../src/device/gpu-device.ts'
import { parseComputeApps } from '../../src/parse/compute-apps.ts'
import { processPoints } from '../../src/points/process-points.ts'

/** The list has a row for each slice (MIG) and no name for the slice: two points of one pid would be one series with two values. */
it('a process that works on two slices of a GPU is one point with the memory of both', () => {
  const { apps } = parseComputeApps('GPU-a, 7, python3, 1024\nGPU-a, 9, vllm, 512\nGPU-a, 7, python3, 2048\nGPU-a, 7, python3, [N/A]\n')
  const device = new GpuDevice('GPU-a', 5_000)
  device.processes = { value: apps, staleAtMs: 1_000 }
  const points = processPoints(device, 0, 5).filter(({ metric }) => metric === GPU_PROCESS_MEMORY_USAGE)
  expect(points.map(({ value, attributes }) => [attributes['process.pid'], value])).toEqual([
    [7, 3072 * 1_048_576],
    [9, 512 * 1_048_576],
  ])
})
