import {
  type InMemoryTelemetry,
  inMemoryTelemetry,
  type RealModel,
  realModelMissing,
  type Sample,
  scrape,
  startRealModel,
} from '@tokenscope/testing'
import OpenAI from 'openai'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { instrumentOpenAI } from '../src/index.ts'

const PREPARE_MS = 600_000
const messages = [{ role: 'user' as const, content: 'Tell me about the sea.' }]
/** What llama.cpp understands beyond the API: an answer of exactly `max_tokens`. */
const exactly = (tokens: number) => ({ max_tokens: tokens, seed: 1, ignore_eos: true })

const missing = await realModelMissing()

/** One slot, so that a call which the server still works on keeps the next one waiting. */
describe.skipIf(missing !== undefined)(`a real model behind llama.cpp${missing === undefined ? '' : ` (${missing})`}`, () => {
  let server: RealModel
  let telemetry: InMemoryTelemetry
  let client: OpenAI
  beforeAll(async () => {
    server = await startRealModel({ slots: 1, contextTokens: 512 })
    telemetry = inMemoryTelemetry()
    const { tracerProvider, meterProvider } = telemetry
    client = instrumentOpenAI(new OpenAI({ apiKey: 'any', baseURL: server.url, maxRetries: 0 }), { tracerProvider, meterProvider })
  }, PREPARE_MS)
  afterAll(async () => {
    await server?.close()
    await telemetry?.shutdown()
  })
  beforeEach(() => telemetry.reset())

  it('counts the tokens of a stream as the server does, by usage, by chunk and in its own metrics', async () => {
    const before = await predictedTokens(server)
    const chunks = await read(
      client.chat.completions.create({
        model: server.model,
        messages,
        stream: true,
        stream_options: { include_usage: true },
        ...exactly(60),
      }),
    )
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 60 } })
    const { attributes, tokensOnTimeline } = theSpan(telemetry)
    expect(attributes).toMatchObject({
      'gen_ai.usage.input_tokens': chunks.at(-1)?.usage?.prompt_tokens,
      'gen_ai.usage.output_tokens': 60,
      'gen_ai.response.finish_reasons': ['length'],
      'gen_ai.response.model': 'smollm2-135m-instruct',
      'tokenscope.token.source': 'usage',
      'tokenscope.chunk.count': 63, // role, 60 tokens of one chunk each, finish reason, usage
      'tokenscope.outcome': 'completed',
    })
    expect(tokensOnTimeline).toEqual({ runs: 60, last: 60 })
    expect((await predictedTokens(server)) - before).toBe(60)
  })

  it("agrees with the server's own clock on where the time went", async () => {
    const chunks = await read(
      client.chat.completions.create({
        model: server.model,
        messages: [{ role: 'user', content: `Which of these is odd? ${words(80)}` }],
        stream: true,
        stream_options: { include_usage: true },
        ...exactly(40),
      }),
    )
    const { prompt_ms, predicted_ms } = (chunks.at(-1) as unknown as { timings: { prompt_ms: number; predicted_ms: number } }).timings
    const { attributes, seconds } = theSpan(telemetry)
    const [prefill, decode] = [seconds('tokenscope.server.prefill_time'), seconds('tokenscope.server.decode_time')]
    expect([prefill, decode]).toEqual([prompt_ms / 1000, predicted_ms / 1000])

    // The prompt is evaluated after the call began and before the first token, and the last token is sent after it was made. Both clocks are
    // the machine's monotonic one, rounded to microseconds: cause comes before effect, however busy the machine is.
    const ROUNDING = 0.000_01
    const firstToken = seconds('tokenscope.time_to_first_token')
    const lastToken = firstToken + seconds('tokenscope.generation_time')
    expect(firstToken).toBeGreaterThanOrEqual(prefill - ROUNDING)
    expect(lastToken).toBeGreaterThanOrEqual(prefill + decode - ROUNDING)

    // The server's decode time goes from its first token to its last, as ours does; what differs is how long these two were on their way.
    // A fourth to four times is more than a busy machine makes of it (0.85 was seen), and far less than a wrong unit would.
    expect(seconds('tokenscope.generation_time')).toBeGreaterThan(decode / 4)
    expect(lastToken).toBeLessThan((prefill + decode) * 4)

    // llama.cpp sends the headers before it evaluates the prompt.
    expect(firstToken - seconds('tokenscope.time_to_headers')).toBeGreaterThan(prefill / 4)
    expect(attributes['tokenscope.output_token_rate']).toBeCloseTo(39 / seconds('tokenscope.generation_time'), 3)
  })

  it('counts chunks, and calls them no tokens, where nobody asked for usage', async () => {
    await read(client.chat.completions.create({ model: server.model, messages, stream: true, ...exactly(12) }))
    const { attributes, tokensOnTimeline } = theSpan(telemetry)
    expect(attributes).toMatchObject({ 'tokenscope.token.source': 'chunks', 'tokenscope.chunk.count': 14 })
    expect(tokensOnTimeline).toEqual({ runs: 12, last: 12 })
    expect(Object.keys(attributes).filter((name) => name.startsWith('gen_ai.usage.') || name.includes('token_rate'))).toEqual([])
    expect(attributes).toHaveProperty(['tokenscope.server.decode_time']) // it comes with the finish reason then
  })

  it('has the same of an answer that comes whole, and no time line', async () => {
    const answer = await client.chat.completions.create({ model: server.model, messages, ...exactly(12) })
    const { attributes, events, seconds } = theSpan(telemetry)
    expect(answer.usage?.completion_tokens).toBe(12)
    expect(attributes).toMatchObject({
      'gen_ai.usage.input_tokens': answer.usage?.prompt_tokens,
      'gen_ai.usage.output_tokens': 12,
      'gen_ai.response.id': answer.id,
      'tokenscope.outcome': 'completed',
    })
    expect(events).toEqual([])
    expect(seconds('tokenscope.time_to_headers')).toBeGreaterThan(seconds('tokenscope.server.decode_time'))
  })

  it.each([
    ['aborted', (_: unknown, controller: AbortController) => controller.abort()],
    ['cancelled', () => 'stop'],
  ] as const)('frees the server when a stream is %s: the next call does not wait for the rest', async (outcome, leave) => {
    const before = await predictedTokens(server)
    const controller = new AbortController()
    const stream = await client.chat.completions.create(
      { model: server.model, messages, stream: true, ...exactly(400) },
      { signal: controller.signal },
    )
    let seen = 0
    for await (const chunk of stream) if (++seen === 6 && leave(chunk, controller) === 'stop') break
    await client.chat.completions.create({ model: server.model, messages, ...exactly(5) })
    expect(telemetry.spans().map(({ attributes, status }) => [attributes['tokenscope.outcome'], status.code])).toEqual([
      [outcome, 0],
      ['completed', 0],
    ])
    expect(telemetry.spans()[0]?.attributes['tokenscope.token.source']).toBe('chunks')
    const made = (await predictedTokens(server)) - before
    expect(made).toBeGreaterThanOrEqual(5 + 5) // the role's chunk is no token
    expect(made).toBeLessThan(200)
  })

  it.each([true, false])(
    'is an error with its type and status when the prompt is larger than the context (streamed: %s)',
    async (stream) => {
      const content = words(1000)
      const call = client.chat.completions.create({ model: server.model, messages: [{ role: 'user', content }], stream })
      await expect(call).rejects.toMatchObject({ status: 400, type: 'exceed_context_size_error' })
      const { attributes, status } = theSpan(telemetry)
      expect(attributes).toMatchObject({
        'error.type': 'BadRequestError',
        'http.response.status_code': 400,
        'tokenscope.outcome': 'error',
      })
      expect(status).toEqual({
        code: 2,
        message: expect.stringMatching(/^400 request \(\d+ tokens\) exceeds the available context size \(512 tokens\)/),
      })
    },
  )

  it('counts a legacy completion, whose usage comes with the finish reason', async () => {
    await read(client.completions.create({ model: server.model, prompt: 'The sea is', stream: true, ...exactly(12) }))
    const { attributes, name, tokensOnTimeline } = theSpan(telemetry)
    expect(name).toBe('text_completion smollm2-135m-instruct')
    expect(attributes).toMatchObject({ 'gen_ai.usage.input_tokens': 3, 'gen_ai.usage.output_tokens': 12 })
    expect(tokensOnTimeline).toEqual({ runs: 12, last: 12 })
  })

  it('counts a streamed response of the Responses API', async () => {
    const input = 'Tell me about the sea.'
    const { max_tokens: max_output_tokens, ...exact } = exactly(12)
    const events = await read(client.responses.create({ model: server.model, input, stream: true, max_output_tokens, ...exact }))
    expect(events.at(-1)).toMatchObject({ type: 'response.completed', response: { usage: { output_tokens: 12 } } })
    const { attributes, tokensOnTimeline } = theSpan(telemetry)
    expect(attributes).toMatchObject({
      'gen_ai.usage.output_tokens': 12,
      'openai.api.type': 'responses',
      'tokenscope.outcome': 'completed',
      'tokenscope.chunk.count': events.length,
    })
    expect(tokensOnTimeline).toEqual({ runs: 12, last: 12 })
  })

  it('has the input tokens of embeddings', async () => {
    const answer = await client.embeddings.create({ model: server.model, input: ['the sea', 'the land'] })
    expect(answer.data.map(({ embedding }) => embedding.length)).toEqual([576, 576])
    expect(theSpan(telemetry).attributes).toMatchObject({
      'gen_ai.operation.name': 'embeddings',
      'gen_ai.usage.input_tokens': 4,
      'tokenscope.outcome': 'completed',
    })
  })
})

async function read<Chunk>(call: Promise<AsyncIterable<Chunk>>): Promise<Chunk[]> {
  const chunks: Chunk[] = []
  for await (const chunk of await call) chunks.push(chunk)
  return chunks
}

/** The only span, with its events: tokens by the runs of chunks, and by the event of the last one. */
function theSpan(telemetry: InMemoryTelemetry) {
  const [span, ...others] = telemetry.spans()
  if (span === undefined || others.length > 0) throw new Error(`expected one span, got ${others.length + (span ? 1 : 0)}`)
  const { attributes, events, name, status } = span
  const count = (event: string): number =>
    events.filter((each) => each.name === event).reduce((sum, each) => sum + Number(each.attributes?.['tokenscope.chunk.count']), 0)
  return {
    name,
    attributes,
    events,
    status,
    seconds: (attribute: string): number => Number(attributes[attribute]),
    tokensOnTimeline: { runs: count('tokenscope.tokens'), last: count('tokenscope.last_token') },
  }
}

/** Tokens that the server has made since its start, by its own count. */
async function predictedTokens(server: RealModel): Promise<number> {
  const samples: Sample[] = await scrape(server.url.replace(/v1$/, 'metrics'))
  return samples.find(({ name }) => name === 'llamacpp:tokens_predicted_total')?.value ?? Number.NaN
}

function words(count: number): string {
  return Array.from({ length: count }, (_, i) => ['sea', 'land', 'sky', 'fire', 'ice'][(i * i + 1) % 5]).join(' ')
}
