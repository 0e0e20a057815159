import type { FakeGpu, FakeMigDevice } from '@tokenscope/testing'
import { describe, expect, it } from 'vitest'
import type { GpuMetrics } from '../src/gpu-metrics.ts'
import { startFakeGpu } from './start-fake-gpu.ts'
import { until } from './until.ts'

const QUIET = { processes: false, details: false } as const

/** Eight GPUs, of which the one with index 5 is special. */
function eightWith(fifth: FakeGpu): readonly FakeGpu[] {
  return Array.from({ length: 8 }, (_, i) => (i === 5 ? fifth : { fields: { 'utilization.gpu': 10 * (i + 1) } }))
}

/** `0 ok 0.1` for each GPU: index, state, utilisation. */
function states(gpu: GpuMetrics): readonly string[] {
  return gpu.snapshot().map(({ index, state, values }) => `${index} ${state} ${values.utilization ?? '-'}`)
}

const SEVEN_AND_A_FAILED_ONE = ['0 ok 0.1', '1 ok 0.2', '2 ok 0.3', '3 ok 0.4', '4 ok 0.5', '5 failed -', '6 ok 0.7', '7 ok 0.8']

describe('one bad GPU among eight', () => {
  it('that is lost while we run, with its identity, is told by its place; the others go on', async () => {
    await using run = await startFakeGpu({ gpus: eightWith({ lostFromPass: 3 }) }, QUIET)
    await until('the loss', () => run.gpu.snapshot()[5]?.state === 'failed')
    expect(states(run.gpu)).toEqual(SEVEN_AND_A_FAILED_ONE)
    expect(run.gpu.snapshot()[5]).toMatchObject({ id: 'GPU-00000000-0000-0000-0000-000000000005', stateReason: 'gpu_is_lost' })
    expect(run.gpu.describe().tool).toMatchObject({ state: 'streaming', restarts: 0 })
  })

  it.each(['lost', 'unknown', 'reset'] as const)(
    'that blinds the query of all (%s) is told; the others are read one by one',
    async (handleError) => {
      await using run = await startFakeGpu({ gpus: eightWith({ handleError }) }, QUIET)
      await until('seven healthy and one failed', () => states(run.gpu).length === 8 && run.gpu.describe().tool.state === 'one-by-one')
      expect(states(run.gpu)).toEqual(SEVEN_AND_A_FAILED_ONE)
    },
  )

  it('that blinds the query of all is tried again, and all are read at once when it is back', async () => {
    await using run = await startFakeGpu({ gpus: eightWith({ handleError: 'lost' }) }, QUIET)
    await until('one by one', () => states(run.gpu).length === 8)
    await run.fake.setScript({ gpus: eightWith({ fields: { 'utilization.gpu': 60 } }) })
    await until('all at once', () => run.gpu.describe().tool.state === 'streaming' && states(run.gpu)[5] === '5 ok 0.6')
    expect(states(run.gpu).filter((state) => !state.includes(' ok '))).toEqual([])
  })

  it('that hangs the query is found out, and the others are read one by one', async () => {
    await using run = await startFakeGpu({ gpus: eightWith({}) }, QUIET, { stalledMs: 500, firstRowMs: 4_000 })
    await until('eight', () => run.gpu.describe().tool.samples >= 2)
    await run.fake.setScript({ gpus: eightWith({ hangsFromPass: 0 }) })
    await until('the others', () => {
      const { tool, gpus } = run.gpu.describe()
      return tool.state === 'one-by-one' && gpus[5]?.state === 'failed' && gpus.filter(({ state }) => state === 'ok').length === 7
    })
    expect(run.gpu.snapshot()[5]?.stateReason).toBe('stalled')
  })

  it('that has no handle on a driver that goes on (610) is told by its bus', async () => {
    await using run = await startFakeGpu({ driverVersion: '610.57.04', gpus: eightWith({ handleError: 'unknown' }) }, QUIET)
    await until('seven healthy and one failed', () => states(run.gpu).length === 8)
    const failed = run.gpu.snapshot().filter(({ state }) => state === 'failed')
    expect(failed).toMatchObject([{ id: '00000000:06:00.0', stateReason: 'device_handle' }])
    expect(run.gpu.describe().tool.state).toBe('streaming')
  })

  it('that this process may not see is not judged', async () => {
    await using run = await startFakeGpu({ gpus: eightWith({ hidden: true }) }, QUIET)
    await until('two samples', () => run.gpu.describe().tool.samples >= 2)
    expect(states(run.gpu)).toEqual(SEVEN_AND_A_FAILED_ONE.filter((state) => !state.startsWith('5')))
  })

  it('whose row is missing although it is still counted has failed', async () => {
    await using run = await startFakeGpu({ gpus: eightWith({ fields: { 'utilization.gpu': 60 } }) }, QUIET)
    await until('eight', () => run.gpu.describe().tool.samples >= 2 && states(run.gpu).length === 8)
    await run.fake.setScript({ gpus: eightWith({ hidden: true }) })
    await until('the failure', () => run.gpu.snapshot()[5]?.stateReason === 'row_missing')
    expect(states(run.gpu)).toEqual(SEVEN_AND_A_FAILED_ONE)
  })
})

describe('the number of GPUs', () => {
  it('may shrink: one that is taken out and no longer counted is gone', async () => {
    await using run = await startFakeGpu({ gpus: [{}, {}, {}] }, QUIET)
    await until('three', () => states(run.gpu).length === 3 && run.gpu.describe().tool.samples >= 2)
    await run.fake.setScript({ gpus: [{}, {}] })
    await until('two', () => states(run.gpu).length === 2)
  })

  it('may be sixteen, with 56 MIG devices, and each device is told once with its parent', async () => {
    const mig = (gpu: number): readonly FakeMigDevice[] =>
      Array.from({ length: 7 }, (_, i) => ({
        profile: '1g.10gb',
        uuid: `MIG-${gpu}-${i}`,
        gpuInstance: i + 7,
        memoryTotalMib: 9_856,
        memoryUsedMib: 100 * i,
      }))
    const gpus: readonly FakeGpu[] = Array.from({ length: 16 }, (_, i) =>
      i < 8 ? { mig: mig(i), fields: { 'utilization.gpu': '[N/A]', 'mig.mode.current': 'Enabled' } } : {},
    )
    await using run = await startFakeGpu({ gpus }, { processes: false })
    const described = await until('the MIG devices', () => {
      const now = run.gpu.describe()
      return now.gpus.length === 16 && now.gpus[7]!.points.some(({ attributes }) => attributes['hw.id'] === 'MIG-7-6') && now
    })
    const infos = described.gpus.flatMap(({ points }) => points.filter(({ metric }) => metric.name === 'tokenscope.gpu.info'))
    expect(infos).toHaveLength(16 + 56)
    expect(infos.find(({ attributes }) => attributes['hw.id'] === 'MIG-3-2')!.attributes).toEqual({
      'hw.id': 'MIG-3-2',
      'hw.parent': 'GPU-00000000-0000-0000-0000-000000000003',
      'hw.name': 'GPU 3 MIG 2',
      'tokenscope.gpu.mig.profile': '1g.10gb',
    })
    const usage = described.gpus[3]!.points.find(
      ({ metric, attributes }) => metric.name === 'hw.gpu.memory.usage' && attributes['hw.id'] === 'MIG-3-2',
    )
    expect(usage!.value).toBe(200 * 1_048_576)
    expect(described.gpus[3]!.points.some(({ metric }) => metric.name === 'hw.gpu.utilization')).toBe(true)
    expect(described.gpus[3]!.values.utilization).toBeUndefined()
  })
})
