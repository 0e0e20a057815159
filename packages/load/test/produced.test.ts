import { expect, it } from 'vitest'
import { producedWithin } from '../src/run/produced-within.ts'

const call = {
  intendedMs: 0,
  startMs: 0,
  firstTokenMs: 1_000,
  endMs: 5_000,
  outputTokens: 400,
  promptTokens: 1,
  tokensReported: true,
  error: undefined,
}

it.each<[name: string, call: Parameters<typeof producedWithin>[0], produced: [number, number]]>([
  ['an answer within the time is whole', { ...call, firstTokenMs: 2_500, endMs: 3_500 }, [1, 400]],
  ['of an answer across the beginning only what came later', call, [0.75, 300]],
  ['of an answer across the end only what came before', { ...call, firstTokenMs: 9_000, endMs: 13_000 }, [0.25, 100]],
  ['of an answer longer than the time its middle', { ...call, firstTokenMs: 0, endMs: 16_000 }, [0.5, 200]],
  ['an answer in one piece is where it ended', { ...call, firstTokenMs: undefined, endMs: 9_999 }, [1, 400]],
  ['an answer in one piece that ended later is not there', { ...call, firstTokenMs: undefined, endMs: 10_000 }, [0, 0]],
  ['a call that failed is no answer, its tokens came all the same', { ...call, error: 'truncated' }, [0, 300]],
])('from the second to the tenth second, %s', (_name, given, [answers, outputTokens]) => {
  expect(producedWithin(given, 2_000, 10_000)).toEqual({ answers, outputTokens })
})
