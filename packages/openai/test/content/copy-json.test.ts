import { describe, expect, it } from 'vitest'
import { copyJson } from '../../src/content/copy-json.ts'

/** A list in a list, so deep. */
function nested(depth: number): unknown {
  return depth === 0 ? 'core' : [nested(depth - 1)]
}

describe('a copy of JSON', () => {
  it('is what JSON would say, and no part of the original', () => {
    const original = { a: [1, 'x', null, false, Number.NaN], b: { c: undefined, d: () => 1, e: 1n, f: new Uint8Array(2) } }
    const copy = copyJson(original) as typeof original
    expect(copy).toEqual({ a: [1, 'x', null, false, null], b: {} })
    expect(copy.a).not.toBe(original.a)
  })

  it('ends at a depth', () => {
    expect(copyJson(nested(16))).toEqual(nested(16))
    expect(JSON.stringify(copyJson(nested(30)))).toBe(`${'['.repeat(17)}null${']'.repeat(17)}`)
  })

  it('ends at a number of values', () => {
    const many = Array.from({ length: 20_000 }, () => ({}))
    expect((copyJson(many) as unknown[]).filter((item) => item !== null)).toHaveLength(9_999)
  })

  it('takes a key __proto__ for no prototype', () => {
    const copy = copyJson(JSON.parse('{"__proto__":{"admin":true},"a":1}')) as { a: number; admin?: boolean }
    expect(copy).toEqual({ a: 1 })
    expect(copy.admin).toBeUndefined()
  })
})
