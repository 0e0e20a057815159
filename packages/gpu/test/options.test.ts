import { expect, it } from 'vitest'
import { startGpuMetrics } from '../src/gpu-metrics.ts'
import { type GpuMetricsOptions, resolveOptions } from '../src/options.ts'

it('options have defaults', () => {
  expect(resolveOptions()).toEqual({
    command: 'nvidia-smi',
    commandArgs: [],
    intervalMs: 1_000,
    processes: { topN: 5, intervalMs: 30_000 },
    details: { intervalMs: 60_000 },
    gpm: undefined,
    wakeSleepingGpu: false,
  })
})

it('slow paths can be turned off', () => {
  expect(resolveOptions({ processes: false, details: false })).toMatchObject({ processes: undefined, details: undefined })
})

it.each([
  [{ intervalMs: 99 }, 'startGpuMetrics: option "intervalMs" is 99; it must be a whole number from 100 to 60000.'],
  [{ intervalMs: Number.NaN }, 'startGpuMetrics: option "intervalMs" is null; it must be a whole number from 100 to 60000.'],
  [{ intervalMs: '1000' }, 'startGpuMetrics: option "intervalMs" is "1000"; it must be a whole number from 100 to 60000.'],
  [{ command: '' }, 'startGpuMetrics: option "command" is ""; it must be the name or path of nvidia-smi.'],
  [{ commandArgs: 'exec' }, 'startGpuMetrics: option "commandArgs" is "exec"; it must be a list of strings.'],
  [{ processes: { topN: -1 } }, 'startGpuMetrics: option "processes.topN" is -1; it must be a whole number from 0 to 100.'],
  [{ details: { intervalMs: 5 } }, 'startGpuMetrics: option "details.intervalMs" is 5; it must be a whole number from 1000 to 3600000.'],
])('%j is refused with what is allowed', (options, message) => {
  expect(() => startGpuMetrics(options as GpuMetricsOptions)).toThrow(new TypeError(message))
})
