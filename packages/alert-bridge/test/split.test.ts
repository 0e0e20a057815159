import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonBytes } from '../src/channels/channel.ts'
import { cutBytes, shorten, utf8Bytes } from '../src/message/cut-bytes.ts'
import { splitBlocks } from '../src/message/split-blocks.ts'

const TEXT = fc.string({ unit: 'grapheme', maxLength: 400 }).map((text) => text.toWellFormed().replaceAll('\n', ' '))
const LIMIT = fc.integer({ min: 8, max: 300 })

describe('cutting by bytes', () => {
  it('loses nothing, cuts no character, and keeps every piece within its bytes', () => {
    fc.assert(
      fc.property(TEXT, LIMIT, (text, most) => {
        const pieces = cutBytes(text, most)
        expect(pieces.join('')).toBe(text)
        for (const piece of pieces) {
          expect(utf8Bytes(piece)).toBeLessThanOrEqual(most)
          expect(piece.isWellFormed()).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('keeps a family, a flag and an accent whole', () => {
    expect(cutBytes('a👨‍👩‍👧🇨🇳é', 25)).toEqual(['a👨‍👩‍👧', '🇨🇳é'])
  })

  it('never tears an escape, an entity or a link', () => {
    expect(cutBytes('aaaa\\*', 5)).toEqual(['aaaa', '\\*'])
    expect(cutBytes('aaa&#42;', 6)).toEqual(['aaa', '&#42;'])
    expect(cutBytes('aaaa[x](http://y)', 14)).toEqual(['aaaa', '[x](http://y)'])
  })

  it('counts what a limit on JSON counts', () => {
    expect(cutBytes('""""', 4, jsonBytes)).toEqual(['""', '""'])
  })
})

describe('shortening', () => {
  it('counts bytes, not characters, and says that something is missing', () => {
    expect(shorten('模型模型模型', 18)).toBe('模型模型模型')
    expect(shorten('模型模型模型', 17)).toBe('模型模型…')
    fc.assert(fc.property(TEXT, LIMIT, (text, most) => utf8Bytes(shorten(text, most)) <= most && shorten(text, most).isWellFormed()))
  })
})

describe('splitting blocks', () => {
  it('keeps every part within its bytes and every line, in order', () => {
    const blocks = fc.array(fc.array(TEXT, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(blocks, LIMIT, fc.constantFrom('\n', '\n\n'), (given, most, newline) => {
        const { parts, left } = splitBlocks(given, { most, newline, maxParts: 10_000, measure: jsonBytes })
        expect(left).toBe(0)
        for (const part of parts) expect(jsonBytes(part)).toBeLessThanOrEqual(most)
        expect(parts.join('').replaceAll('\n', '')).toBe(given.flat().join('').replaceAll('\n', ''))
      }),
      { numRuns: 300 },
    )
  })

  it('never tears a block that fits into a part', () => {
    expect(
      splitBlocks(
        [
          ['aaaa', 'bb'],
          ['cccc', 'dd'],
        ],
        { most: 12, newline: '\n', maxParts: 9 },
      ).parts,
    ).toEqual(['aaaa\nbb', 'cccc\ndd'])
  })

  it('counts the blocks that found no place', () => {
    expect(splitBlocks([['aaaa'], ['bbbb'], ['cccc']], { most: 4, newline: '\n', maxParts: 2 })).toEqual({
      parts: ['aaaa', 'bbbb'],
      left: 1,
    })
  })
})
