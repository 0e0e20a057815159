import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EventScanner } from '../src/call/event-scanner.ts'

const content = (text: string): string => `data: {"choices":[{"delta":{"content":${JSON.stringify(text)}}}]}`
const STREAM = [
  'data: {"choices":[{"delta":{"role":"assistant","content":""}}]}',
  ': ping',
  content('Grüße'),
  'event: message',
  content('世界'),
  content(' 👋'),
  'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}',
  'data: {"choices":[],"usage":{"completion_tokens":3}}',
  'data: [DONE]',
]

describe('a stream of server-sent events', () => {
  it.each(['\n', '\r\n'])('is counted the same however its bytes are split', (newline) => {
    const bytes = Buffer.from(STREAM.map((line) => `${line}${newline}${newline}`).join(''))
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 20 }), (cuts) => {
        const scanner = new EventScanner()
        const borders = [0, ...cuts.toSorted((a, b) => a - b), bytes.length]
        for (const [i, start] of borders.slice(0, -1).entries()) scanner.push(bytes.subarray(start, borders[i + 1]), i)
        expect([scanner.eventCount, scanner.done, scanner.lastEvents().at(-1)]).toEqual([
          5,
          true,
          { choices: [], usage: { completion_tokens: 3 } },
        ])
      }),
    )
  })

  it('has its first token when the first chunk with content came, not the chunk with the role', () => {
    const scanner = new EventScanner()
    scanner.push(Buffer.from(`${STREAM[0]}\n\n`), 10)
    scanner.push(Buffer.from(`${STREAM[2]}\n\n`), 20)
    scanner.push(Buffer.from(`${STREAM[4]}\n\n`), 30)
    expect(scanner.firstContentMs).toBe(20)
  })

  it('without an end of line does not fill the memory', () => {
    const scanner = new EventScanner()
    expect(() => {
      for (let i = 0; i < 20; i++) scanner.push(Buffer.alloc(1024 * 1024, 'x'), 0)
    }).toThrow('longer than 8 MiB')
  })
})
