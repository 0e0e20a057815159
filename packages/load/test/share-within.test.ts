import { expect, it } from 'vitest'
import type { CallResult } from '../src/call/call-result.ts'
import { judgeStage } from '../src/judge/judge-stage.ts'
import { toFigures } from '../src/judge/stage-figures.ts'
import { shareWithin } from '../src/run/share-within.ts'

const call: CallResult = {
  intendedMs: 0,
  startMs: 0,
  firstTokenMs: 1_000,
  endMs: 5_000,
  outputTokens: 400,
  promptTokens: 1,
  tokensReported: true,
  error: undefined,
}

it.each<[name: string, call: CallResult, share: number]>([
  ['an answer within the time is whole', { ...call, firstTokenMs: 2_500, endMs: 3_500 }, 1],
  ['of an answer across the beginning only what came later', call, 0.75],
  ['of an answer across the end only what came before', { ...call, firstTokenMs: 9_000, endMs: 13_000 }, 0.25],
  ['of an answer longer than the time its middle', { ...call, firstTokenMs: 0, endMs: 16_000 }, 0.5],
  ['an answer in one piece is where it ended', { ...call, firstTokenMs: undefined, endMs: 9_999 }, 1],
  ['an answer in one piece that ended later is not there', { ...call, firstTokenMs: undefined, endMs: 10_000 }, 0],
])('from the second to the tenth second, %s', (_name, given, share) => {
  expect(shareWithin(given, 2_000, 10_000)).toBe(share)
})

it('rates are of what came within the time, and goodput is never above the answers', () => {
  const self = { lagP50Ms: 0, lagP99Ms: 0, lagMaxMs: 0, cpu: 0 }
  const within = [
    { call, share: 0.75 },
    { call: { ...call, endMs: 60_000 }, share: 0.5 },
    { call: { ...call, error: 'truncated' }, share: 1 },
  ]
  const run = { stage: { model: 'closed', level: 4 }, seconds: 8, calls: [call], within, refused: 0, self } as const
  const { throughput, outputTokensPerSecond } = toFigures(run)
  const { goodput } = judgeStage(run, { responseTimes: [{ quantile: 0.95, seconds: 6 }] })
  expect([throughput, outputTokensPerSecond, goodput]).toEqual([1.25 / 8, (2.25 * 400) / 8, 0.75 / 8])
})
