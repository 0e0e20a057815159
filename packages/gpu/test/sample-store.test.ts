import { describe, expect, it } from 'vitest'
import type { GpuReading } from '../src/parse/gpu-reading.ts'
import { SampleStore } from '../src/sample-store.ts'

function reading(atMs: number, uuid: string | undefined, numbers: GpuReading['numbers'] = {}): GpuReading {
  return { atMs, numbers, texts: uuid === undefined ? {} : { uuid }, absent: [] }
}

function freshIds(store: SampleStore, nowMs: number): readonly string[] {
  return store
    .devices()
    .filter((device) => store.isFresh(device, nowMs))
    .map(({ id }) => id)
}

describe('a sample', () => {
  it('vanishes when it is older than 10 s, or than three intervals', () => {
    const store = new SampleStore({ intervalMs: 1_000 })
    store.apply(reading(0, 'GPU-a'), 0)
    expect([freshIds(store, 10_000), freshIds(store, 10_001)]).toEqual([['GPU-a'], []])
    expect(new SampleStore({ intervalMs: 30_000 }).staleAfterMs).toBe(90_000)
  })

  it('lives longer where a pass over many GPUs takes long', () => {
    const store = new SampleStore({ intervalMs: 1_000 })
    store.endPass(new Set([0]), 1, 0)
    store.endPass(new Set([0]), 1, 16_000)
    expect([store.passMs, store.staleAfterMs]).toEqual([16_000, 48_000])
  })

  it('from a slow path goes stale by itself', () => {
    const store = new SampleStore({ intervalMs: 1_000, processesMs: 100, detailsMs: 200 })
    store.apply(reading(0, 'GPU-a'), 0)
    store.setProcesses({ apps: [], unreadable: new Set() }, 0)
    expect(store.devices()[0]!.processes).toEqual({ value: [], staleAtMs: 100 })
  })
})

describe('a GPU', () => {
  it('keeps its counters when the driver gives it another index', () => {
    const store = new SampleStore({ intervalMs: 1_000 })
    store.apply({ ...reading(0, 'GPU-a', { powerWatts: 100 }), powerField: 'power.draw.average' }, 0)
    store.apply({ ...reading(1_000, 'GPU-a', { powerWatts: 100 }), powerField: 'power.draw.average' }, 0)
    store.apply({ ...reading(2_000, 'GPU-a', { powerWatts: 100 }), powerField: 'power.draw.average' }, 1)
    store.endPass(new Set([1]), 1, 2_500)
    expect(store.devices().map(({ id, position, energy }) => [id, position, energy.joules])).toEqual([['GPU-a', 1, 200]])
  })

  it('that fails and comes back is not integrated over the time between', () => {
    const store = new SampleStore({ intervalMs: 1_000 })
    store.apply(reading(0, 'GPU-a', { utilization: 1 }), 0)
    store.apply(reading(1_000, 'GPU-a', { utilization: 1 }), 0)
    store.fail({ position: 0 }, 'stalled', 2_000)
    store.apply(reading(3_000, 'GPU-a', { utilization: 1 }), 0)
    store.apply(reading(4_000, 'GPU-a', { utilization: 1 }), 0)
    expect(store.devices()[0]!.busy.seconds).toBe(2)
  })

  it('is the same under the short and the long form of its bus', () => {
    const store = new SampleStore({ intervalMs: 1_000 })
    store.apply({ ...reading(0, 'GPU-a'), texts: { uuid: 'GPU-a', pciBusId: '00000000:1A:00.0' } }, 0)
    store.fail({ busId: '0000:1a:00.0' }, 'device_handle', 10)
    expect(store.devices().map(({ id, health }) => [id, health.state])).toEqual([['GPU-a', 'failed']])
  })

  it('holds flat memory however long it runs', () => {
    const store = new SampleStore({ intervalMs: 1_000 })
    const run = (from: number, to: number): void => {
      for (let i = from; i < to; i++)
        store.apply(reading(i * 1_000, 'GPU-a', { powerWatts: 100, utilization: 0.5, throttleMask: i % 16 }), 0)
    }
    run(0, 10_000)
    globalThis.gc!()
    const before = process.memoryUsage().heapUsed
    run(10_000, 110_000)
    globalThis.gc!()
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(2_000_000)
  })
})
