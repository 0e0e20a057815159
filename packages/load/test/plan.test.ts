import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBodyFields, parseDistribution, parsePrompts, parseRamp, resolveEndpoint } from '../src/index.ts'
import { createRandom } from '../src/plan/random.ts'

const levels = (text: string, model: 'closed' | 'open' = 'closed'): number[] => parseRamp('--ramp', text, model).map(({ level }) => level)

describe('a ramp', () => {
  it.each<[string, number[]]>([
    ['8', [8]],
    ['1..64', [1, 2, 4, 8, 16, 32, 64]],
    ['1..50', [1, 2, 4, 8, 16, 32, 50]],
    ['10..50+10', [10, 20, 30, 40, 50]],
    ['1,2,8', [1, 2, 8]],
    ['4..4', [4]],
    ['8,1,2,8', [1, 2, 8]],
  ])('of %s has its levels', (text, expected) => expect(levels(text)).toEqual(expected))

  it('of requests per second may have fractions', () => {
    expect(levels('0.5..2', 'open')).toEqual([0.5, 1, 2])
    expect(levels('0.1..0.5+0.1', 'open')).toEqual([0.1, 0.2, 0.3, 0.4, 0.5])
  })

  it.each(['', '0..8', '8..1', '1..x', '1.5', '-1', '1..8+0', '1,,2'])('written as "%s" is refused with what is allowed', (text) => {
    expect(() => levels(text)).toThrow(
      `--ramp is "${text}"; allowed are 8, 1..64 (doubling), 10..50+10 (in steps) or 1,2,8 (a list), of whole numbers above 0.`,
    )
  })

  it('of more stages than a person waits for is refused', () => {
    expect(() => levels('1..1000000+1')).toThrow('at most 50 are run')
  })
})

describe('a distribution', () => {
  const mean = (text: string): number => {
    const { draw } = parseDistribution('--prompt-tokens', text)
    const random = createRandom(7)
    return Array.from({ length: 20_000 }, () => draw(random)).reduce((a, b) => a + b) / 20_000
  }

  it.each<[string, number]>([
    ['200', 200],
    ['100..300', 200],
    ['normal:200,20', 200],
    ['exp:200', 200],
    ['lognormal:200,0.5', 200 * Math.exp(0.125)],
  ])('%s has its mean', (text, expected) => {
    expect(mean(text) / expected).toBeCloseTo(1, 1)
  })

  it('is the same again for the same seed, and never below zero', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { draw } = parseDistribution('--prompt-tokens', 'normal:1,50')
        const [a, b] = [createRandom(seed), createRandom(seed)]
        const value = draw(a)
        expect([draw(b), value >= 0]).toEqual([value, true])
      }),
    )
  })

  it.each(['', 'x', '300..100', 'normal:200', 'exp:1,2', 'gauss:1,2', '-5'])('written as "%s" is refused with what is allowed', (text) => {
    expect(() => parseDistribution('--prompt-tokens', text)).toThrow(
      `--prompt-tokens is "${text}"; allowed are 200 (always), 100..400 (evenly)`,
    )
  })
})

describe('the server', () => {
  it.each<[string, string]>([
    ['http://127.0.0.1:8000/v1', 'http://127.0.0.1:8000/v1/chat/completions'],
    ['http://localhost:8000/v1/', 'http://localhost:8000/v1/chat/completions'],
    ['http://[::1]:1/v1/chat/completions', 'http://[::1]:1/v1/chat/completions'],
    ['http://0.0.0.0:8000/v1', 'http://0.0.0.0:8000/v1/chat/completions'],
  ])('%s is this machine', (url, expected) => expect(resolveEndpoint(url, false).href).toBe(expected))

  it.each(['https://api.openai.com/v1', 'http://127.0.0.1.example.com/v1', 'http://10.0.0.1/v1', 'http://localhost.example.com/'])(
    '%s is not, and is refused unless it is said to be yours',
    (url) => {
      expect(() => resolveEndpoint(url, false)).toThrow('is not this machine. Load costs whoever runs the server')
      expect(resolveEndpoint(url, true).origin).toBe(new URL(url).origin)
    },
  )

  it('with a password in its address is refused, and the password is not repeated', () => {
    expect(() => resolveEndpoint('http://me:s3cret@127.0.0.1/v1', false)).toThrow(/^(?!.*s3cret).*put the key into OPENAI_API_KEY/)
  })

  it('that is no address and holds a password is not repeated', () => {
    expect(() => resolveEndpoint('me:s3cret@127.0.0.1/v1', false)).toThrow(/^(?!.*s3cret).*write the server's base URL/)
  })

  it('must be an address', () => expect(() => resolveEndpoint('127.0.0.1:8000', false)).toThrow("write the server's base URL"))
})

describe('prompts from a file', () => {
  it('are one a line: text, a prompt as JSON, or a conversation', () => {
    const file =
      'Name a river.\r\n\n{"prompt":"Two\\nlines"}\n{"messages":[{"role":"system","content":"Be short."},{"role":"user","content":"Hi"}]}\n'
    expect(parsePrompts(file, 'p.jsonl')).toEqual([
      [{ role: 'user', content: 'Name a river.' }],
      [{ role: 'user', content: 'Two\nlines' }],
      [
        { role: 'system', content: 'Be short.' },
        { role: 'user', content: 'Hi' },
      ],
    ])
  })

  it.each([
    ['', 'p.txt holds no prompt: write one a line.'],
    ['ok\n{"promt":"x"}', 'p.txt:2 has neither prompt, a text, nor messages'],
    ['{"messages":[]}', 'p.txt:1 has neither prompt'],
    ['{ not JSON', 'p.txt:1 begins with { and is not JSON'],
  ])('written as %j are refused with the line', (text, message) => {
    expect(() => parsePrompts(text, 'p.txt')).toThrow(message)
  })
})

describe('further fields of a request', () => {
  it('are a JSON object', () => {
    expect(parseBodyFields('--body', '{"temperature":0,"max_tokens":null}')).toEqual({ temperature: 0, max_tokens: null })
  })

  it.each(['', '[]', 'null', '1', '{temperature:0}'])('written as %j are refused with an example', (text) => {
    expect(() => parseBodyFields('--body', text)).toThrow('--body is no JSON object; for example --body \'{"temperature":0')
  })

  it('leave alone what has an option of its own', () => {
    expect(() => parseBodyFields('--body', '{"stream":false}')).toThrow('--body sets stream: use --no-stream.')
  })
})
