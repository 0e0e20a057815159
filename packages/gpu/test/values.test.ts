import type { FakeNvidiaSmiScript } from '@tokenscope/testing'
import { describe, expect, it } from 'vitest'
import type { MetricPoint } from '../src/metric-point.ts'
import { type FakeGpuRun, startFakeGpu } from './start-fake-gpu.ts'
import { until } from './until.ts'

/** Memory and load of a GB10, as a public issue quotes them. */
const UNIFIED_MEMORY: FakeNvidiaSmiScript = {
  driverVersion: '580.95.05',
  gpus: [
    {
      name: 'NVIDIA GB10',
      fields: {
        'memory.total': '[N/A]',
        'memory.used': '[N/A]',
        'memory.free': '[N/A]',
        'memory.reserved': '[N/A]',
        'enforced.power.limit': '0.00',
        'power.limit': '[N/A]',
        'power.draw.average': '3.74',
        'power.draw.instant': '3.74',
        'temperature.gpu': 39,
      },
    },
  ],
  processes: [
    { gpu: 0, pid: 114687, name: '/usr/local/bin/python', memory: 19135 },
    { gpu: 0, pid: 7, name: 'llama-server', memory: 100 },
  ],
}

function find(run: FakeGpuRun, name: string): readonly MetricPoint[] {
  return run.gpu.points().filter(({ metric }) => metric.name === name)
}

describe('unified memory', () => {
  it('has no limit and no ratio; its usage is the sum of the processes, and says so', async () => {
    await using run = await startFakeGpu(UNIFIED_MEMORY, { details: false })
    await until('the processes', () => find(run, 'tokenscope.gpu.process.count').length > 0)
    expect(find(run, 'hw.gpu.memory.usage').map(({ value }) => value)).toEqual([19235 * 1_048_576])
    expect([
      ...find(run, 'hw.gpu.memory.limit'),
      ...find(run, 'hw.gpu.memory.utilization'),
      ...find(run, 'tokenscope.gpu.power.limit'),
    ]).toEqual([])
    expect(find(run, 'tokenscope.gpu.info')[0]!.attributes['tokenscope.gpu.memory.source']).toBe('processes')
    expect(find(run, 'hw.power').map(({ value }) => value)).toEqual([3.74])
  })
})

it('a GPU that tells its memory now and then is not filled in from its processes', async () => {
  const script = { gpus: [{ fields: { 'memory.used': [100, '[N/A]'] } }], processes: [{ gpu: 0, pid: 7, name: 'a', memory: 42 }] }
  await using run = await startFakeGpu(script, { details: false })
  const seen = new Set<number | undefined>()
  await until('both kinds of sample, and the processes', () => {
    if (find(run, 'tokenscope.gpu.process.count').length > 0) seen.add(find(run, 'hw.gpu.memory.usage')[0]?.value)
    return seen.size >= 2
  })
  expect(seen).toEqual(new Set([100 * 1_048_576, undefined]))
})

it('a snapshot keeps its values while samples go on', async () => {
  await using run = await startFakeGpu({ gpus: [{ fields: { 'utilization.gpu': [10, 20, 30] } }] }, { details: false, processes: false })
  const [first] = await until('four samples', () => run.gpu.describe().tool.samples >= 4 && run.gpu.snapshot())
  const before = first!.values.utilization
  const { samples } = run.gpu.describe().tool
  await until('other values', () => run.gpu.describe().tool.samples > samples + 3 && run.gpu.snapshot()[0]!.values.utilization !== before)
  expect(first!.values.utilization).toBe(before)
})

describe('processes', () => {
  it('are the largest ones with their framework, and the rest as one', async () => {
    const processes = Array.from({ length: 40 }, (_, i) => ({
      gpu: 0,
      pid: 1_000 + i,
      name: i === 39 ? 'VLLM::Worker_TP0' : `/bin/job ${i}`,
      memory: i,
    }))
    await using run = await startFakeGpu({ processes }, { details: false, processes: { topN: 2 } })
    const points = await until('the processes', () => {
      const found = find(run, 'tokenscope.gpu.process.memory.usage')
      return found.length > 0 && found
    })
    expect(points.map(({ value, attributes: { 'hw.id': _, ...attributes } }) => [value / 1_048_576, attributes])).toEqual([
      [39, { 'process.pid': 1_039, 'process.executable.name': 'VLLM::Worker_TP0', 'tokenscope.gpu.process.framework': 'vllm' }],
      [38, { 'process.pid': 1_038, 'process.executable.name': 'job 38' }],
      [703, {}],
    ])
  })

  it('cost nothing when they are turned off', async () => {
    await using run = await startFakeGpu({ processes: [{ gpu: 0, pid: 1, name: 'a', memory: 1 }] }, { details: false, processes: false })
    await until('samples', () => run.gpu.describe().tool.samples >= 3)
    expect((await run.fake.calls()).filter(({ args }) => args[0]!.startsWith('--query-compute-apps'))).toEqual([])
  })
})

describe('GPM', () => {
  it('is read on Hopper when it is asked for, and gives each metric under its name', async () => {
    await using run = await startFakeGpu({}, { details: false, processes: false, gpm: true })
    await until('GPM', () => find(run, 'tokenscope.gpu.dram.utilization').length > 0)
    const values = [
      'sm.utilization',
      'sm.occupancy',
      'tensor.utilization',
      'dram.utilization',
      'pcie.throughput',
      'nvlink.throughput',
    ].flatMap((name) => find(run, `tokenscope.gpu.${name}`).map(({ value }) => value))
    // The fake prints the number of each metric as its value: 2 %, 3 %, 5 %, 10 %, and MiB/s.
    const MIB = 1_048_576
    expect(values).toEqual([0.02, 0.03, 0.05, 0.1, 20 * MIB, 21 * MIB, 61 * MIB, 60 * MIB])
  })

  it('is not asked of an older GPU', async () => {
    await using run = await startFakeGpu({ gpus: [{ fields: { compute_cap: '8.9' } }] }, { details: false, processes: false, gpm: true })
    await until('samples', () => run.gpu.describe().tool.samples >= 3)
    expect((await run.fake.calls()).filter(({ args }) => args[0] === 'dmon')).toEqual([])
  })
})

describe('listeners', () => {
  it('get every sample with its window, until they leave; one that throws harms none', async () => {
    await using run = await startFakeGpu(
      { gpus: [{ fields: { 'power.draw.instant': 200, 'utilization.gpu': 25 } }] },
      { details: false, processes: false },
    )
    const seen: unknown[] = []
    run.gpu.onSample(() => {
      throw new Error('a bad listener')
    })
    const leave = run.gpu.onSample((sample) => seen.push(sample))
    await until('three samples', () => seen.length >= 3)
    leave()
    const { length } = seen
    const samples = run.gpu.describe().tool.samples
    await until('more samples', () => run.gpu.describe().tool.samples > samples + 2)
    expect(seen).toHaveLength(length)
    expect(seen[0]).not.toHaveProperty('startMs')
    const [, second, third] = seen as { startMs: number; endMs: number; energyJoules: number }[]
    expect(third!.startMs).toBe(second!.endMs)
    expect(third!.energyJoules).toBeCloseTo((200 * (third!.endMs - third!.startMs)) / 1_000, 9)
    expect(third).toMatchObject({ powerWatts: 200, utilization: 0.25 })
  })
})
