import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RequestCost } from '../src/attribution/request-cost.ts'
import { RequestLedger } from '../src/attribution/request-ledger.ts'
import { type ActiveRequest, shareWindow } from '../src/attribution/share-window.ts'
import type { GpuSample } from '../src/gpu-sample.ts'

const request: fc.Arbitrary<Omit<ActiveRequest, 'id'>> = fc
  .record({ fromMs: fc.integer({ min: -2_000, max: 3_000 }), lengthMs: fc.integer({ min: 0, max: 4_000 }), tokens: fc.nat(500) })
  .map(({ fromMs, lengthMs, tokens }) => ({ fromMs, toMs: fromMs + lengthMs, tokens }))
const requests: fc.Arbitrary<readonly ActiveRequest[]> = fc
  .array(request, { maxLength: 8 })
  .map((list) => list.map((one, i) => ({ ...one, id: `r${i}` })))

describe('a window', () => {
  it('is never given away more than once, and wholly where requests were active all the time', () => {
    fc.assert(
      fc.property(requests, (list) => {
        const { shares, method } = shareWindow(0, 1_000, list)
        const total = shares.reduce((sum, { share }) => sum + share, 0)
        expect(total).toBeLessThanOrEqual(1 + 1e-9)
        for (const { share } of shares) expect(share).toBeGreaterThanOrEqual(0)
        if (list.some(({ fromMs, toMs }) => fromMs <= 0 && toMs >= 1_000)) expect(total).toBeCloseTo(1, 9)
        expect(method === undefined).toBe(shares.length === 0)
      }),
    )
  })

  it('is shared the same in whatever order the requests are named', () => {
    fc.assert(
      fc.property(requests, fc.infiniteStream(fc.nat()), (list, order) => {
        const shuffled = list
          .map((one) => ({ one, at: order.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one)
        const byId = (some: readonly ActiveRequest[]): ReadonlyMap<string, number> =>
          new Map(shareWindow(0, 1_000, some).shares.map(({ id, share }) => [id, share]))
        const [straight, mixed] = [byId(list), byId(shuffled)]
        expect([...mixed.keys()].sort()).toEqual([...straight.keys()].sort())
        for (const [id, share] of straight) expect(mixed.get(id)).toBeCloseTo(share, 9)
      }),
    )
  })

  it('with tokens goes to who produced them, in proportion', () => {
    const shares = shareWindow(0, 1_000, [
      { id: 'a', fromMs: 0, toMs: Number.POSITIVE_INFINITY, tokens: 30 },
      { id: 'b', fromMs: 0, toMs: Number.POSITIVE_INFINITY, tokens: 10 },
      { id: 'reads its prompt', fromMs: 0, toMs: Number.POSITIVE_INFINITY, tokens: 0 },
    ])
    expect(shares).toEqual({
      method: 'tokens',
      shares: [
        { id: 'a', share: 0.75 },
        { id: 'b', share: 0.25 },
        { id: 'reads its prompt', share: 0 },
      ],
    })
  })

  it('without tokens goes by the time that each was active; the time of none belongs to none', () => {
    const shares = shareWindow(0, 1_000, [
      { id: 'a', fromMs: 0, toMs: 600, tokens: 0 },
      { id: 'b', fromMs: 400, toMs: 600, tokens: 0 },
    ])
    expect(shares.method).toBe('time')
    expect(shares.shares.map(({ share }) => share)).toEqual([0.45, expect.closeTo(0.15, 12)])
  })
})

/** Windows of 1 s and 100 J at 50 %, unless `missing` names their second. */
function samples(count: number, missing: readonly number[] = [], gpuId = 'gpu'): readonly GpuSample[] {
  return Array.from({ length: count }, (_, i) => {
    const sample = { gpuId, endMs: 1_000 * (i + 1), powerWatts: 100, utilization: 0.5, memoryUsedBytes: 1_000 + i }
    return missing.includes(i) ? sample : { ...sample, startMs: 1_000 * i, energyJoules: 100 }
  })
}

describe('requests over many windows', () => {
  const activity = fc.array(
    fc.record({
      startMs: fc.nat(8_000),
      lengthMs: fc.integer({ min: 1, max: 4_000 }),
      tokensAt: fc.array(fc.nat(4_000), { maxLength: 20 }),
    }),
    {
      minLength: 1,
      maxLength: 6,
    },
  )

  it('never cost more together than the GPU used, and none has a figure below the coverage', () => {
    fc.assert(
      fc.property(activity, fc.array(fc.nat(11), { maxLength: 6 }), (list, missing) => {
        const costs = replay(
          list.map(({ startMs, lengthMs, tokensAt }) => ({
            startMs,
            endMs: startMs + lengthMs,
            tokensAt: tokensAt.filter((at) => at <= lengthMs),
          })),
          samples(12, missing),
        )
        expect(costs).toHaveLength(list.length)
        const joules = costs.reduce((sum, cost) => sum + (cost.joules ?? 0), 0)
        const used = 100 * (12 - new Set(missing).size)
        expect(joules).toBeLessThanOrEqual(used + 1e-6)
        for (const cost of costs) {
          expect(cost.coverage).toBeGreaterThanOrEqual(0)
          expect(cost.coverage).toBeLessThanOrEqual(1)
          const hasFigure = [cost.joules, cost.gpuSeconds, cost.peakMemoryBytes, cost.joulesPerOutputToken].some(
            (figure) => figure !== undefined,
          )
          expect(hasFigure).toBe(cost.coverage >= 0.8)
        }
      }),
    )
  })
})

interface Replayed {
  readonly startMs: number
  readonly endMs: number
  readonly tokensAt: readonly number[]
}

/** Tells a ledger of all that happens, in the order of time. */
function replay(list: readonly Replayed[], windows: readonly GpuSample[]): readonly RequestCost[] {
  const costs: RequestCost[] = []
  const ledger = new RequestLedger((cost) => costs.push(cost))
  const events: { readonly atMs: number; readonly order: number; readonly run: () => void }[] = []
  list.forEach(({ startMs, endMs, tokensAt }, i) => {
    events.push({ atMs: startMs, order: 0, run: () => ledger.begin(`r${i}`, startMs) })
    for (const at of tokensAt) events.push({ atMs: startMs + at, order: 1, run: () => ledger.tokens(`r${i}`, startMs + at, 1) })
    events.push({ atMs: endMs, order: 2, run: () => ledger.end(`r${i}`, endMs) })
  })
  for (const sample of windows) events.push({ atMs: sample.endMs, order: 3, run: () => ledger.addSample(sample) })
  for (const { run } of events.sort((a, b) => a.atMs - b.atMs || a.order - b.order)) run()
  ledger.settle(Number.POSITIVE_INFINITY)
  return costs
}

describe('one request', () => {
  it('has joules, GPU-seconds, peak memory, the idle part and figures per token', () => {
    const idle: GpuSample = { gpuId: 'gpu', startMs: -1_000, endMs: 0, energyJoules: 40, powerWatts: 40, utilization: 0 }
    const costs = replay([{ startMs: 0, endMs: 3_000, tokensAt: [1_500, 1_600, 2_500, 2_600] }], [idle, ...samples(3)])
    expect(costs).toEqual([
      {
        id: 'r0',
        coverage: 1,
        method: 'exclusive',
        outputTokens: 4,
        joules: 300,
        idleJoules: 120,
        gpuSeconds: 1.5,
        peakMemoryBytes: 1_002,
        joulesPerOutputToken: 75,
        gpuSecondsPerOutputToken: 0.375,
      },
    ])
  })

  it('is added up over two GPUs, and covered as well as the worse one', () => {
    const both = [...samples(5), ...samples(5, [2], 'other')].sort((a, b) => a.endMs - b.endMs)
    expect(replay([{ startMs: 0, endMs: 5_000, tokensAt: [] }], both)).toMatchObject([
      { coverage: 0.8, joules: 900, peakMemoryBytes: 2_008 },
    ])
  })

  it('without samples has a coverage of 0 and no figure', () => {
    expect(replay([{ startMs: 0, endMs: 3_000, tokensAt: [10] }], [])).toEqual([{ id: 'r0', coverage: 0, outputTokens: 1 }])
  })

  it('on a GPU that tells no power has GPU-seconds and no joules', () => {
    const withoutPower = samples(2).map(({ energyJoules, powerWatts, ...sample }) => sample)
    const [cost] = replay([{ startMs: 0, endMs: 2_000, tokensAt: [] }], withoutPower)
    expect(cost).toMatchObject({ coverage: 1, gpuSeconds: 1 })
    expect(cost).not.toHaveProperty('joules')
  })
})

describe('a request that is dropped', () => {
  it('is told no cost, and its id may begin anew', () => {
    const costs: RequestCost[] = []
    const ledger = new RequestLedger((cost) => costs.push(cost))
    expect([ledger.begin('a', 0), ledger.begin('a', 0)]).toEqual([true, false])
    ledger.end('a', 500)
    ledger.drop('a')
    for (const sample of samples(2)) ledger.addSample(sample)
    expect([costs, ledger.has('a'), ledger.begin('a', 2_000)]).toEqual([[], false, true])
  })
})
