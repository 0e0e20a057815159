import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { controlledStream, type FakeOpenAI, parseScript, type Script, startFakeOpenAI } from '../../src/index.ts'

let server: FakeOpenAI
beforeEach(async () => {
  server = await startFakeOpenAI({ script: { text: 'default' } })
})
afterEach(() => server.close())

async function ask(path = 'chat/completions', body: object = {}): Promise<string> {
  const answer = await fetch(`${server.url}/${path}`, { method: 'POST', body: JSON.stringify(body) })
  const { choices } = (await answer.json()) as { choices: { message: { content: string } }[] }
  return choices[0]!.message.content
}

describe('what a request is answered with', () => {
  it('is what was queued, in order, then what matches, then the default', async () => {
    server.respond('/chat/', { text: 'older' })
    server.respond(/completions$/, { text: 'newer' })
    server.respond(({ body }) => body.user === 'me', { text: 'mine' })
    server.enqueue({ text: 'first' }, { text: 'second' })
    const chat = () => ask('chat/completions')
    expect([await chat(), await chat(), await chat(), await ask('chat/completions', { user: 'me' })]).toEqual([
      'first',
      'second',
      'newer',
      'mine',
    ])
    server.reset()
    expect([await chat(), server.requests.length]).toEqual(['default', 1])
  })

  it('takes from the default what the script leaves out', async () => {
    await server.close()
    server = await startFakeOpenAI({ script: { text: 'default', model: 'base' } })
    server.enqueue({ text: 'own' })
    const answer = await fetch(`${server.url}/chat/completions`, { method: 'POST', body: '{}' })
    expect(await answer.json()).toMatchObject({ model: 'base', choices: [{ message: { content: 'own' } }] })
  })
})

describe('the record of a request', () => {
  it('has what came in and what went out', async () => {
    await fetch(`${server.url}/chat/completions?x=1`, { method: 'POST', body: '{"a":[1]}', headers: { 'x-mine': 'yes' } }).then((answer) =>
      answer.text(),
    )
    const [record] = server.requests
    expect(record).toMatchObject({
      method: 'POST',
      path: '/v1/chat/completions?x=1',
      body: { a: [1] },
      finished: true,
      aborted: false,
      status: 200,
    })
    expect(record?.headers['x-mine']).toBe('yes')
    expect(record?.bytesWritten).toBeGreaterThan(100)
  })

  it('is forgotten when there are too many', async () => {
    await server.close()
    server = await startFakeOpenAI({ maxRecorded: 2 })
    for (const user of ['a', 'b', 'c']) await ask('chat/completions', { user })
    expect(server.requests.map(({ body }) => body.user)).toEqual(['b', 'c'])
  })
})

const WRONG: [script: unknown, message: string][] = [
  ['text', 'script must be an object, got "text".'],
  [{ tokens: -1 }, 'script.tokens must be a whole number of at least 0, got -1.'],
  [{ usage: 'sometimes' }, 'script.usage must be one of "last-chunk", "finish-chunk", "every-chunk", "null", "absent", got "sometimes".'],
  [
    { gapMs: '5' },
    /^script\.gapMs must be a number of milliseconds .* or a list.* or an object with min and max in milliseconds, got "5"\.$/ as never,
  ],
  [{ gapMs: { min: 5, max: 1 } }, /got \{"min":5,"max":1\}/ as never],
  [{ resetAt: 'soon' }, 'script.resetAt must be a whole number of at least 0 or one of "headers", got "soon".'],
  [{ headers: { a: 1 } }, 'script.headers must be an object of strings (null removes a header), got {"a":1}.'],
  [{ toolCalls: [{ arguments: {} }] }, /^script\.toolCalls must be a list, each entry an object with name/ as never],
  [{ status: 1000 }, 'script.status must be a status from 200 to 599, got 1000.'],
  [
    { lattency: 5 },
    /^script\.lattency is not a field of a script \(its value is 5\)\. Fields: body, charactersPerChunk, choices, / as never,
  ],
]

describe('a wrong script', () => {
  it.each(WRONG)('%j is refused by name, value and what is allowed', (script, message) => {
    expect(() => parseScript(script)).toThrow(message)
    expect(() => server.enqueue(script as Script)).toThrow(TypeError)
    expect(() => server.respond('x', script as Script)).toThrow(TypeError)
  })

  it('among several is counted, and none of them is queued', async () => {
    expect(() => server.enqueue({ text: 'fine' }, { tokens: 0.5 })).toThrow('script 2.tokens')
    expect(await ask()).toBe('default')
  })

  it('stops the server from starting', async () => {
    await expect(startFakeOpenAI({ script: { seed: -1 } })).rejects.toThrow(
      'options.script.seed must be a whole number of at least 0, got -1.',
    )
  })

  it('that is a controlled stream is none', () => {
    expect(() => server.enqueue(controlledStream())).not.toThrow()
  })
})

describe('another process', () => {
  const control = (path: string) => new URL(`/__tokenscope/${path}`, server.url)
  const post = (body: string) => fetch(control('script'), { method: 'POST', body })

  it('queues scripts, reads the record and resets by HTTP', async () => {
    expect((await post('{"text":"one"}')).status).toBe(204)
    expect((await post('[{"text":"two"},{"text":"three"}]')).status).toBe(204)
    expect([await ask(), await ask()]).toEqual(['one', 'two'])
    expect(await (await fetch(control('requests'))).json()).toMatchObject([{ path: '/v1/chat/completions' }, { finished: true }])
    await fetch(control('script'), { method: 'DELETE' })
    expect([server.requests.length, await ask()]).toEqual([0, 'default'])
  })

  it('is told what is wrong', async () => {
    const answer = await post('{"tokens":"many"}')
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { error: { message: 'script.tokens must be a whole number of at least 0, got "many".' } },
    ])
    expect((await post('{')).status).toBe(400)
    expect((await fetch(control('nothing'))).status).toBe(404)
  })
})
