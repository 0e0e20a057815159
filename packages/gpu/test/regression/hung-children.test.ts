import { expect, it } from 'vitest'
import { resolveOptions } from '../../src/options.ts'
import type { ChildKeeper } from '../../src/reader/child-keeper.ts'
import { GpuReader } from '../../src/reader/gpu-reader.ts'
import { defaultTimings } from '../../src/reader/timings.ts'
import { until } from '../until.ts'

/** A driver that hangs before it has named its fields: not even SIGKILL ends the children that ask it. */
it('no further child is started while two hang in the driver', async () => {
  let started = 0
  const keeper = {
    abandoned: 2,
    spawn() {
      started += 1
      return Object.assign(new Error('never'), { code: 'EAGAIN' })
    },
  } as unknown as ChildKeeper & { abandoned: number }
  const reasons: string[] = []
  const sink = {
    onReading: () => undefined,
    onPassEnd: () => undefined,
    onGpuFailure: () => undefined,
    onRestart: () => undefined,
    onFailure: ({ reason }: { reason: string }) => void reasons.push(reason),
  }
  const timings = { ...defaultTimings(100), backOffMinMs: 1, backOffMaxMs: 2 }
  const reader = new GpuReader(resolveOptions({ wakeSleepingGpu: true }), timings, keeper, sink)
  reader.start()
  await until('three looks', () => reasons.length >= 3)
  expect([new Set(reasons), started]).toEqual([new Set(['hung']), 0])
  keeper.abandoned = 1
  await until('a start', () => started > 0)
  await reader.stop()
})
