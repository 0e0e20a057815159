import type { Stream } from 'openai/streaming'
import { outcome } from './observe-both.ts'
import { type IdentityCase, readAll, STREAM, streamed } from './stories.ts'

type Chunk = { choices?: { delta?: { content?: string | null } }[] }
const textOf = (chunk: unknown): string => (chunk as Chunk).choices?.[0]?.delta?.content ?? ''

/** What must be the same for a stream. */
export const STREAM_CASES: Readonly<Record<string, IdentityCase>> = {
  'for await over a stream': {
    scripts: [STREAM],
    story: async ({ client }) => readAll(await client.chat.completions.create(streamed)),
    outcomes: ['completed'],
  },
  'a Stream of the SDK, with its fields': {
    scripts: [STREAM],
    story: async ({ client, module }) => {
      const stream = await client.chat.completions.create(streamed)
      const seen = [
        stream.constructor.name,
        Object.keys(stream).filter((key) => key !== 'iterator'),
        typeof stream.tee,
        stream.controller instanceof AbortController,
        typeof module.OpenAI,
      ]
      await readAll(stream)
      return seen
    },
    outcomes: ['completed'],
  },
  'withResponse() on a stream': {
    scripts: [STREAM],
    story: async ({ client }) => {
      const { data, response } = await client.chat.completions.create(streamed).withResponse()
      return [response.status, await readAll(data)]
    },
    outcomes: ['completed'],
  },
  'asResponse() on a stream': {
    scripts: [STREAM],
    story: async ({ client }) => (await client.chat.completions.create(streamed).asResponse()).text(),
    outcomes: ['completed'],
  },
  'tee()': {
    scripts: [STREAM],
    story: async ({ client }) => {
      const [left, right] = (await client.chat.completions.create(streamed)).tee()
      return Promise.all([readAll(left), readAll(right)])
    },
    outcomes: ['completed'],
  },
  'toReadableStream()': {
    scripts: [STREAM],
    story: async ({ client }) => new Response((await client.chat.completions.create(streamed)).toReadableStream() as ReadableStream).text(),
    outcomes: ['completed'],
  },
  'a second iteration that throws': {
    scripts: [STREAM],
    story: async ({ client }) => {
      const stream = await client.chat.completions.create(streamed)
      await readAll(stream)
      return outcome(() => readAll(stream))
    },
    outcomes: ['completed'],
  },
  'an early break, which cancels the request': {
    scripts: [{ ...STREAM, endless: true, gapMs: 1 }],
    story: async ({ client, server }) => {
      const stream = await client.chat.completions.create(streamed)
      const seen: string[] = []
      for await (const chunk of stream) {
        seen.push(textOf(chunk))
        if (seen.length === 3) break
      }
      await until(() => server.requests[0]?.aborted === true)
      return [seen, stream.controller.signal.aborted]
    },
    outcomes: ['cancelled'],
  },
  'a throw in the loop body': {
    scripts: [{ ...STREAM, endless: true, gapMs: 1 }],
    story: async ({ client }) => {
      const stream = await client.chat.completions.create(streamed)
      return outcome(async () => {
        for await (const _chunk of stream) throw new RangeError('of the application')
      })
    },
    outcomes: ['cancelled'],
  },
  'controller.abort() in mid-stream': {
    scripts: [{ ...STREAM, endless: true, gapMs: 1 }],
    story: async ({ client }) => {
      const stream = await client.chat.completions.create(streamed)
      let count = 0
      const end = await outcome(async () => {
        for await (const _chunk of stream) if (++count === 3) stream.controller.abort()
        return 'quiet end'
      })
      return [end, stream.controller.signal.aborted]
    },
    outcomes: ['aborted'],
  },
  'options.signal in mid-stream': {
    scripts: [{ ...STREAM, hangAt: 3 }],
    story: async ({ client }) => {
      const abort = new AbortController()
      const stream = await client.chat.completions.create(streamed, { signal: abort.signal })
      let count = 0
      return outcome(async () => {
        for await (const _chunk of stream) if (++count === 3) abort.abort()
        return count
      })
    },
    outcomes: ['aborted'],
  },
  'an error event in mid-stream': {
    scripts: [{ ...STREAM, errorAt: 3, error: { message: 'overloaded', type: 'server_error', code: 'overloaded' } }],
    story: async ({ client }) => {
      const seen: string[] = []
      const end = await outcome(async () => {
        for await (const chunk of await client.chat.completions.create(streamed)) seen.push(textOf(chunk))
      })
      return [seen, end]
    },
    outcomes: ['error'],
    errorType: 'overloaded',
  },
  'a connection reset in mid-stream': {
    scripts: [{ ...STREAM, resetAt: 3, gapMs: 2 }],
    story: async ({ client }) => {
      let count = 0
      const end = (await outcome(async () => {
        for await (const _chunk of await client.chat.completions.create(streamed)) count++
      })) as { class: string }
      return [count, end.class]
    },
    outcomes: ['error'],
    errorType: /./,
  },
  'a stream that ends without a finish reason': {
    scripts: [{ ...STREAM, truncateAt: 3 }],
    story: async ({ client }) => readAll(await client.chat.completions.create(streamed)),
    outcomes: ['truncated'],
  },
  'a chunk without choices': {
    scripts: [{ ...STREAM, choicesMember: 'absent' }],
    story: async ({ client }) => readAll(await client.chat.completions.create(streamed)),
    outcomes: ['completed'],
  },
  'chunks that the application keeps': {
    scripts: [STREAM],
    story: async ({ client }) => {
      const kept: string[] = []
      const chunks: unknown[] = []
      for await (const chunk of await client.chat.completions.create(streamed)) {
        kept.push(JSON.stringify(chunk))
        chunks.push(chunk)
      }
      return chunks.map((chunk, index) => JSON.stringify(chunk) === kept[index])
    },
    outcomes: ['completed'],
  },
  'parallel tool calls': {
    scripts: [
      {
        toolCalls: [
          { name: 'a', arguments: { x: 1 } },
          { name: 'b', arguments: { y: 2 } },
        ],
      },
    ],
    story: async ({ client }) => readAll(await client.chat.completions.create({ ...streamed, tools: [] })),
    outcomes: ['completed'],
  },
  'a paused consumer, for which nothing is read ahead': {
    scripts: [STREAM],
    story: async ({ client }) => {
      const stream = (await client.chat.completions.create(streamed)) as Stream<unknown>
      let pulls = 0
      const { iterator } = stream as unknown as { iterator(): AsyncIterator<unknown> }
      ;(stream as unknown as { iterator(): AsyncIterator<unknown> }).iterator = () => {
        const source = iterator.call(stream)
        const next = source.next.bind(source)
        source.next = (...args) => {
          pulls++
          return next(...args)
        }
        return source
      }
      const reader = stream[Symbol.asyncIterator]()
      await reader.next()
      await new Promise((resolve) => setTimeout(resolve, 10))
      const afterPause = pulls
      while (!(await reader.next()).done);
      return afterPause
    },
    outcomes: ['completed'],
  },
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('the condition did not come true within 5 s')
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}
