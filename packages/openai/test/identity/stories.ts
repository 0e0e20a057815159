import type { Script } from '@tokenscope/testing'
import type OpenAI from 'openai'
import { outcome, type Story } from './observe-both.ts'

/** One thing that the application must not be able to tell apart, and what one span says of it. */
export interface IdentityCase {
  scripts?: readonly Script[]
  story: Story
  /** Outcome of each span, in the order of their end; several calls make several spans. */
  outcomes: readonly string[]
  /** Error type, where the span is an error. */
  errorType?: string | RegExp
  /** Only from this major on: earlier ones do not have it. */
  since?: number
}

const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: 'hello' }]
const params = { model: 'gpt-test', messages }
const streamed = { ...params, stream: true } as const
const STREAM: Script = { text: 'one two three four' }

/** Reads a stream to its end. */
export async function readAll(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const items: unknown[] = []
  for await (const item of stream) items.push(item)
  return items
}

export const PROMISE_CASES: Readonly<Record<string, IdentityCase>> = {
  'awaiting create': { story: ({ client }) => client.chat.completions.create(params), outcomes: ['completed'] },
  'an APIPromise of the SDK': {
    story: async ({ client }) => {
      const promise = client.chat.completions.create(params)
      const seen = [promise.constructor.name, promise instanceof Promise, Object.keys(promise), Object.prototype.toString.call(promise)]
      await promise
      return seen
    },
    outcomes: ['completed'],
  },
  'withResponse() with the request id': {
    story: async ({ client }) => {
      const { data, response } = await client.chat.completions.create(params).withResponse()
      return [data, response.status, response.headers.get('x-request-id')]
    },
    outcomes: ['completed'],
  },
  'asResponse() with an unread body': {
    story: async ({ client }) => {
      const response = await client.chat.completions.create(params).asResponse()
      return [response.bodyUsed, await response.json()]
    },
    outcomes: ['completed'],
  },
  'asResponse() read some ticks later': {
    story: async ({ client }) => {
      const response = await client.chat.completions.create(params).asResponse()
      for (let i = 0; i < 20; i++) await null
      await new Promise((resolve) => setTimeout(resolve, 5))
      return [response.bodyUsed, await response.text()]
    },
    outcomes: ['completed'],
  },
  'then, catch and finally on one promise': {
    story: async ({ client }) => {
      const promise = client.chat.completions.create(params)
      const order: string[] = []
      await Promise.all([
        promise.then(() => order.push('then')),
        promise.catch(() => order.push('catch')),
        promise.finally(() => order.push('finally')),
      ])
      return [order, (await promise).id, Object.is(await promise, await promise)]
    },
    outcomes: ['completed'],
  },
  'HTML with status 200': {
    scripts: [{ body: '<html>login</html>' }],
    story: ({ client }) => outcome(() => client.chat.completions.create(params)),
    outcomes: ['completed'],
  },
  'an answer with empty choices': {
    scripts: [{ choicesMember: 'empty' }],
    story: ({ client }) => client.chat.completions.create(params),
    outcomes: ['completed'],
  },
  'an answer without usage': {
    scripts: [{ usage: 'absent' }],
    story: ({ client }) => client.chat.completions.create(params),
    outcomes: ['completed'],
  },
  ...Object.fromEntries(
    (
      [
        [400, 'BadRequestError'],
        [401, 'AuthenticationError'],
        [500, 'InternalServerError'],
      ] as const
    ).map(([status, errorType]) => [
      `status ${status} surfacing at the await`,
      {
        scripts: [{ status, headers: { 'x-should-retry': 'false' } }],
        story: ({ client }) => outcome(() => client.chat.completions.create(params)),
        outcomes: ['error'],
        errorType,
      } satisfies IdentityCase,
    ]),
  ),
  'status 429 of a streamed call surfacing at the await': {
    scripts: [{ status: 429, headers: { 'x-should-retry': 'false' } }],
    story: ({ client }) => outcome(async () => readAll(await client.chat.completions.create(streamed))),
    outcomes: ['error'],
    errorType: 'RateLimitError',
  },
  'a retry after 429': {
    scripts: [{ status: 429, headers: { 'retry-after-ms': '1' } }, {}],
    story: async ({ client, server }) => [
      await client.chat.completions.create(params),
      server.requests.map(({ headers }) => headers['x-stainless-retry-count']),
    ],
    outcomes: ['completed'],
  },
  'a connection reset before the headers': {
    scripts: [{ resetAt: 'headers' }],
    story: ({ client }) => outcome(() => client.chat.completions.create(params, { maxRetries: 0 })),
    outcomes: ['error'],
    errorType: 'APIConnectionError',
  },
  'a time-out': {
    scripts: [{ hangAt: 'headers' }],
    story: ({ client }) => outcome(() => client.chat.completions.create(params, { timeout: 30, maxRetries: 0 })),
    outcomes: ['timeout'],
    errorType: 'APIConnectionTimeoutError',
  },
  'options.signal': {
    scripts: [{ hangAt: 'headers' }],
    story: ({ client, server }) => {
      const abort = new AbortController()
      const call = outcome(() => client.chat.completions.create(params, { signal: abort.signal }))
      void untilRequested(server).then(() => abort.abort())
      return call
    },
    outcomes: ['aborted'],
  },
  'a signal that was aborted before': {
    story: ({ client }) => outcome(() => client.chat.completions.create(params, { signal: AbortSignal.abort() })),
    outcomes: ['aborted'],
  },
  'bad arguments throwing the same error at the same place': {
    story: async ({ client }) => {
      const seen: unknown[] = []
      try {
        const promise = client.chat.completions.create(undefined as never)
        seen.push('returned')
        seen.push(await outcome(() => promise))
      } catch (error) {
        seen.push('thrown', (error as Error).constructor.name, (error as Error).message)
      }
      return seen
    },
    outcomes: ['error'],
    errorType: /./,
  },
  'circular parameters': {
    story: ({ client }) => {
      const loop: Record<string, unknown> = { role: 'user', content: 'x' }
      loop.self = loop
      return outcome(() => client.chat.completions.create({ ...params, messages: [loop as never] }))
    },
    outcomes: ['error'],
    errorType: 'TypeError',
  },
  'parameters that are not changed, and getters not called more often': {
    story: async ({ client }) => {
      const reads: Record<string, number> = {}
      const given: Record<string, unknown> = {}
      for (const [name, value] of Object.entries({ ...params, temperature: 0 })) {
        Object.defineProperty(given, name, {
          enumerable: true,
          get: () => {
            reads[name] = (reads[name] ?? 0) + 1
            return value
          },
        })
      }
      await client.chat.completions.create(given as never)
      return [Object.keys(given), JSON.stringify(params)]
    },
    outcomes: ['completed'],
  },
}

async function untilRequested(server: { requests: readonly unknown[] }): Promise<void> {
  while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
}

export { messages, params, STREAM, streamed, untilRequested }
