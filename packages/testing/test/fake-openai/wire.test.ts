import OpenAI from 'openai'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeOpenAI, type Script, startFakeOpenAI } from '../../src/index.ts'

let server: FakeOpenAI
beforeEach(async () => {
  server = await startFakeOpenAI({ script: { text: 'ä 😀 end' } })
})
afterEach(() => server.close())

const request = { method: 'POST', body: '{"stream":true}' }

async function piecesOf(script: Script): Promise<Buffer[]> {
  server.enqueue(script)
  const answer = await fetch(`${server.url}/chat/completions`, request)
  const pieces: Buffer[] = []
  for await (const piece of answer.body!) pieces.push(Buffer.from(piece))
  return pieces
}

async function contentOf(): Promise<string> {
  const client = new OpenAI({ apiKey: 'test', baseURL: server.url, maxRetries: 0 })
  let content = ''
  for await (const { choices } of await client.chat.completions.create({ model: 'm', messages: [], stream: true })) {
    content += choices[0]?.delta.content ?? ''
  }
  return content
}

describe('the bytes of a stream', () => {
  it('can be split anywhere, inside of a character and across events, without a change', async () => {
    const whole = Buffer.concat(await piecesOf({}))
    const pieces = await piecesOf({ splitBytes: 7 })
    expect(Buffer.concat(pieces)).toEqual(whole)
    expect(pieces.some((piece) => !piece.toString().endsWith('\n\n'))).toBe(true)
    expect(Buffer.concat(await piecesOf({ splitBytes: 'random' }))).toEqual(whole)
  })

  it.each<Script>([{ splitBytes: 1 }, { splitBytes: 'random', seed: 3 }, { lineEnd: '\r\n' }, { lineEnd: '\r', splitBytes: 5 }])(
    'are read by the client all the same with %o',
    async (script) => {
      server.enqueue(script)
      expect(await contentOf()).toBe('ä 😀 end')
    },
  )

  it('end their lines as the script wants', async () => {
    const page = Buffer.concat(await piecesOf({ lineEnd: '\r\n' })).toString()
    expect(page.endsWith('data: [DONE]\r\n\r\n')).toBe(true)
    expect(page.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  it('have comments in them while nothing else is sent', async () => {
    const script = { firstChunkDelayMs: 40, pingMs: 10, stalls: [{ at: 2, ms: 25 }] }
    const page = Buffer.concat(await piecesOf(script)).toString()
    const kinds = page.split('\n\n').map((event) => (event.startsWith(':') ? event : event.slice(0, 5)))
    expect(kinds).toEqual([': ping', ': ping', ': ping', 'data:', 'data:', ': ping', ': ping', 'data:', 'data:', 'data:', 'data:', ''])
    server.enqueue(script)
    expect(await contentOf()).toBe('ä 😀 end')
  })
})

describe('the headers', () => {
  const headersOf = async (script: Script) => {
    server.enqueue(script)
    const answer = await fetch(`${server.url}/chat/completions`, request)
    await answer.text()
    return Object.fromEntries(answer.headers)
  }

  it('are those of the real platform', async () => {
    expect(await headersOf({})).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'x-request-id': 'req_fake_1_1',
      'openai-processing-ms': '12',
      'openai-version': '2020-10-01',
      'x-ratelimit-limit-requests': '500',
      'x-ratelimit-remaining-requests': '499',
      'x-ratelimit-reset-requests': '120ms',
      'x-ratelimit-limit-tokens': '200000',
      'x-ratelimit-remaining-tokens': '199000',
      'x-ratelimit-reset-tokens': '300ms',
    })
  })

  it('can be set and taken away', async () => {
    const headers = await headersOf({
      requestId: 'req_mine',
      processingMs: 7,
      rateLimit: { remainingTokens: 0 },
      headers: { 'X-Extra': 'yes', 'openai-version': null },
    })
    expect(headers).toMatchObject({
      'x-request-id': 'req_mine',
      'openai-processing-ms': '7',
      'x-extra': 'yes',
      'x-ratelimit-remaining-tokens': '0',
    })
    expect(headers).not.toHaveProperty('openai-version')
    expect(await headersOf({ rateLimit: false })).not.toHaveProperty('x-ratelimit-limit-tokens')
  })
})
