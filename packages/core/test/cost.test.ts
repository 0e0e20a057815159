import { describe, expect, it } from 'vitest'
import { costOf } from '../src/index.ts'

const prices = {
  'gpt-x': { inputPerMillion: 2, outputPerMillion: 8, cacheReadPerMillion: 0.5 },
  'gpt-x-mini*': { inputPerMillion: 1, outputPerMillion: 1 },
  '*': { inputPerMillion: 100, outputPerMillion: 100 },
}

describe('the cost of a call', () => {
  it('counts cached input at its own price', () => {
    expect(costOf(prices, 'gpt-x', { inputTokens: 1000, cacheReadInputTokens: 400, outputTokens: 100 })).toBeCloseTo(
      (600 * 2 + 400 * 0.5 + 100 * 8) / 1e6,
      12,
    )
  })
  it('counts reasoning at its own price, else as other output', () => {
    const usage = { outputTokens: 1_000_000, reasoningOutputTokens: 400_000 }
    expect(costOf({ m: { inputPerMillion: 1, outputPerMillion: 8, reasoningPerMillion: 2 } }, 'm', usage)).toBeCloseTo(5.6, 12)
    expect(costOf(prices, 'gpt-x', usage)).toBe(8)
  })
  it('takes the longest pattern that matches', () => {
    expect(costOf(prices, 'gpt-x-mini-2026', { inputTokens: 1_000_000 })).toBe(1)
    expect(costOf(prices, 'other', { inputTokens: 1_000_000 })).toBe(100)
  })
  it('is unknown without usage, and zero for zero tokens', () => {
    expect(costOf(prices, 'gpt-x', undefined)).toBeUndefined()
    expect(costOf(prices, 'gpt-x', {})).toBeUndefined()
    expect(costOf(prices, 'gpt-x', { inputTokens: 0, outputTokens: 0 })).toBe(0)
  })
  it('is unknown for a model without a price', () => {
    expect(costOf({}, 'gpt-x', { inputTokens: 1 })).toBeUndefined()
    expect(costOf({}, 'constructor', { inputTokens: 1 })).toBeUndefined()
  })
})
