import { type FakeNvidiaSmi, type FakeNvidiaSmiScript, fakeNvidiaSmi } from '@tokenscope/testing'
import { type GpuMetrics, startWith } from '../src/gpu-metrics.ts'
import { type GpuMetricsOptions, resolveOptions } from '../src/options.ts'
import { defaultTimings, type Timings } from '../src/reader/timings.ts'

/** Waiting times that tests can afford. */
export const FAST: Partial<Timings> = { slowPathShare: 1, backOffMinMs: 20, backOffMaxMs: 100, termGraceMs: 200, recheckMs: 300 }

export interface FakeGpuRun {
  readonly fake: FakeNvidiaSmi
  readonly gpu: GpuMetrics
  [Symbol.asyncDispose](): Promise<void>
}

/** The real thing on a fake tool; ends both at the end of the block. */
export async function startFakeGpu(
  script: FakeNvidiaSmiScript,
  options: GpuMetricsOptions = {},
  timings: Partial<Timings> = {},
): Promise<FakeGpuRun> {
  const fake = await fakeNvidiaSmi(script)
  const all: GpuMetricsOptions = { command: fake.command, intervalMs: 100, ...options }
  const resolved = resolveOptions(all)
  const gpu = startWith(resolved, all, { ...defaultTimings(resolved.intervalMs), ...FAST, ...timings })
  return {
    fake,
    gpu,
    async [Symbol.asyncDispose]() {
      await gpu.shutdown()
      await fake.close()
    },
  }
}
