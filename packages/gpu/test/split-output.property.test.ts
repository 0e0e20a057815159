import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LineSplitter } from '../src/parse/line-splitter.ts'
import { startFakeGpu } from './start-fake-gpu.ts'
import { until } from './until.ts'

/** The text in pieces, cut at the given places. */
function cut(text: string, places: readonly number[]): readonly string[] {
  const sorted = [0, ...places.map((place) => place % (text.length + 1)).sort((a, b) => a - b), text.length]
  return sorted.slice(1).map((end, i) => text.slice(sorted[i], end))
}

describe('output that arrives in pieces', () => {
  it('gives the same lines wherever it is cut, with \\n and with \\r\\n', () => {
    const line = fc.string({ unit: fc.constantFrom('a', '1', ',', ' ', '.', 'é', '中', '😀'), maxLength: 12 })
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.array(fc.nat()), fc.constantFrom('\n', '\r\n'), (lines, places, end) => {
        const splitter = new LineSplitter()
        const found = cut(lines.map((text) => text + end).join(''), places).flatMap((piece) => splitter.push(piece))
        expect([...found, splitter.flush()]).toEqual([...lines, ''])
      }),
    )
  })

  it('gives the last line without an end once, at the end', () => {
    const splitter = new LineSplitter()
    expect(splitter.push('0, 1\n1, ')).toEqual(['0, 1'])
    expect(splitter.flush()).toBe('1, ')
    expect(splitter.flush()).toBe('')
  })

  it('keeps at most 64 Ki characters of a line that never ends', () => {
    const splitter = new LineSplitter()
    const lengths = Array.from({ length: 40 }, () => splitter.push('x'.repeat(10_000)).map((text) => text.length)).flat()
    expect(Math.max(...lengths)).toBe(65_536)
    expect(splitter.flush().length).toBeLessThanOrEqual(65_536)
  })

  it('is read through a real pipe: rows in two parts, \\r\\n, a header although none was asked, an XID message before it', async () => {
    await using run = await startFakeGpu({
      splitRows: true,
      crlf: true,
      chatter: 'GPU 00000000:01:00.0: Detected Critical Xid Error\r\ncount, index, uuid',
      gpus: [{ fields: { 'utilization.gpu': 50 } }, { fields: { 'utilization.gpu': 70 } }],
    })
    const gpus = await until('two samples of both', () => run.gpu.describe().tool.samples >= 2 && run.gpu.snapshot())
    expect(gpus.map(({ values }) => values.utilization)).toEqual([0.5, 0.7])
    expect(run.gpu.describe().tool.failures).toEqual({})
  })
})
