import { describe, expect, it } from 'vitest'
import {
  type Baseline,
  checkComparable,
  compareWithBaseline,
  type LoadPlan,
  type LoadResult,
  parseBaseline,
  parseDistribution,
} from '../src/index.ts'
import { createRandom } from '../src/plan/random.ts'

/** 300 response times around `seconds`. */
function times(seconds: number, seed: number, count = 300): number[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => seconds * (0.8 + 0.4 * random()))
}

function result(responseTimes: number[], level = 4): LoadResult {
  const counts = { requests: responseTimes.length, failed: 0 }
  return {
    stages: [{ figures: { stage: { model: 'closed', level }, responseTimes, unreliable: undefined, ...counts } }],
  } as unknown as LoadResult
}

function baseline(responseTimes: number[], level = 4): Baseline {
  const workload = { promptTokens: '1', outputTokens: '1', thinkSeconds: '0', stream: true, ignoreEos: false, bodyFields: '' }
  const stage = { model: 'closed', level, throughput: 1, failed: 0, requests: responseTimes.length, responseTimes } as const
  return { schema: 'tokenscope-load-baseline/1', startedAt: '', model: 'm', workload, stages: [stage] }
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

  it('of the same speed is hardly ever called slower, though seven stages are compared and answers of one time are alike', () => {
    const likeTheOneBefore = (seed: number): number[] => {
      let last = 1
      return times(1, seed, 60).map((value) => (last = 0.5 * last + 0.5 * value))
    }
    const stages = <Stage>(of: (level: number) => Stage): Stage[] => [1, 2, 4, 8, 16, 32, 64].map(of)
    const verdicts = Array.from({ length: 12 }, (_, i) => {
      const now = stages((level) => result(likeTheOneBefore(1_000 * i + level), level).stages[0]!)
      const then = stages((level) => baseline(likeTheOneBefore(1_000 * i + 500 + level), level).stages[0]!)
      return compareWithBaseline({ ...result([]), stages: now }, { ...baseline([]), stages: then }).verdict
    })
    expect(verdicts.filter((verdict) => verdict === 'slower').length).toBeLessThanOrEqual(2)
  })

  it('in which more fails is not called faster, because what fails is over soon', () => {
    const { stages } = result(times(0.5, 2, 200))
    const failing = stages.map((stage) => ({ ...stage, figures: { ...stage.figures, requests: 300, failed: 100 } }))
    expect(compareWithBaseline({ ...result([]), stages: failing }, baseline(times(1, 3))).verdict).toBe('failing')
  })

  it('of other requests is refused with what differs', () => {
    const [distribution] = [parseDistribution('--x', '1')]
    const plan = { promptTokens: distribution, outputTokens: parseDistribution('--x', '2'), thinkSeconds: parseDistribution('--x', '0') }
    expect(() => checkComparable({ ...plan, stream: true, ignoreEos: false } as LoadPlan, baseline([]), 'base.json')).toThrow(
      'base.json is of other requests: --output-tokens (1 then, 2 now). Ask for the same, or keep a new baseline.',
    )
  })

  it('with too few answers, or other levels, is not compared', () => {
    expect(compareWithBaseline(result(times(2, 1, 5)), baseline(times(1, 1))).verdict).toBe('unknown')
    expect(compareWithBaseline(result(times(2, 1)), { ...baseline([]), stages: [] }).verdict).toBe('unknown')
  })

  it.each([
    '',
    '{}',
    '[]',
    'null',
    '{"schema":"tokenscope-load-baseline/1","stages":[{}]}',
    '{"schema":"tokenscope-load-baseline/1","workload":{},"stages":[null]}',
  ])('does not take %s for a baseline', (text) => {
    expect(() => parseBaseline(text, 'base.json')).toThrow('--save-baseline base.json')
  })
})
