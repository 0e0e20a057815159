import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closest } from '../src/arguments/closest.ts'
import { formatDuration } from '../src/terminal/format-duration.ts'
import { toAscii } from '../src/terminal/to-ascii.ts'
import { wrapText } from '../src/terminal/wrap-text.ts'

describe('text for a terminal', () => {
  it.each<[ms: number, text: string]>([
    [0, '0 ms'],
    [4.24, '4.2 ms'],
    [9.96, '10 ms'],
    [151.6, '152 ms'],
    [999.6, '1 s'],
    [1_240, '1.24 s'],
    [59_996, '1 min'],
    [125_400, '2 min 5 s'],
  ])('%d ms reads %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })

  it('becomes ASCII of the same length, line by line', () => {
    expect(toAscii('▁█ – ×3 °C ’ é 漢\n')).toBe(".@ - x3  C ' ? ?\n")
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(toAscii(text)).toMatch(/^\p{ASCII}*$/u)
        expect([...toAscii(text)]).toHaveLength([...text].length)
      }),
    )
  })

  it('is broken between words, loses none, and is too wide only where one word is', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), fc.integer({ min: 5, max: 60 }), (words, width) => {
        const lines = wrapText(words.join(' '), width)
        expect(lines.join(' ')).toBe(words.join(' '))
        for (const line of lines) expect(line.length <= width || !line.includes(' ')).toBe(true)
      }),
    )
  })

  it('suggests the word that was probably meant, and none that is far off', () => {
    expect([closest('dmeo', ['demo', 'doctor']), closest('gpus', ['demo', 'gpu']), closest('x', ['demo'])]).toEqual([
      'demo',
      'gpu',
      undefined,
    ])
  })
})
