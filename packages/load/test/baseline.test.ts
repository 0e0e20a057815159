import { describe, expect, it } from 'vitest'
import { type Baseline, compareWithBaseline, type LoadResult, parseBaseline } from '../src/index.ts'
import { createRandom } from '../src/plan/random.ts'

/** 300 response times around `seconds`. */
function times(seconds: number, seed: number, count = 300): number[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => seconds * (0.8 + 0.4 * random())).sort((a, b) => a - b)
}

function result(responseTimes: number[]): LoadResult {
  return { stages: [{ figures: { stage: { model: 'closed', level: 4 }, responseTimes, unreliable: undefined } }] } as unknown as LoadResult
}

function baseline(responseTimes: number[]): Baseline {
  const stage = { model: 'closed', level: 4, throughput: 1, failed: 0, requests: responseTimes.length, responseTimes } as const
  return { schema: 'tokenscope-load-baseline/1', startedAt: '', model: 'm', stages: [stage] }
}

describe('a run against its baseline', () => {
  it.each<[string, number, string]>([
    ['slower', 1.3, 'slower'],
    ['faster', 0.7, 'faster'],
    ['the same within noise', 1.02, 'same'],
  ])('that is %s is called so', (_name, seconds, verdict) => {
    expect(compareWithBaseline(result(times(seconds, 2)), baseline(times(1, 3))).verdict).toBe(verdict)
  })

  it('of the same speed is hardly ever called slower or faster', () => {
    const verdicts = Array.from(
      { length: 40 },
      (_, i) => compareWithBaseline(result(times(1, 100 + i, 60)), baseline(times(1, 500 + i, 60))).verdict,
    )
    expect(verdicts.filter((verdict) => verdict !== 'same').length).toBeLessThanOrEqual(3)
  })

  it('with too few answers, or other levels, is not compared', () => {
    expect(compareWithBaseline(result(times(2, 1, 5)), baseline(times(1, 1))).verdict).toBe('unknown')
    expect(compareWithBaseline(result(times(2, 1)), { ...baseline([]), stages: [] }).verdict).toBe('unknown')
  })

  it.each(['', '{}', '[]', 'null', '{"schema":"tokenscope-load-baseline/1","stages":[{}]}'])('does not take %s for a baseline', (text) => {
    expect(() => parseBaseline(text, 'base.json')).toThrow('--save-baseline base.json')
  })
})
