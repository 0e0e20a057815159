import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type FakeOpenAI, type FakeOpenAIOptions, startFakeOpenAI, waitFor } from '@tokenscope/testing'
import { afterEach, describe, expect, it } from 'vitest'
import {
  type LoadPlan,
  type LoadResult,
  parseDistribution,
  parseRamp,
  resolveEndpoint,
  runLoad,
  writeHtml,
  writeJson,
  writeText,
} from '../src/index.ts'

let server: FakeOpenAI | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

async function load(options: FakeOpenAIOptions, changes: Partial<LoadPlan> = {}, signal?: AbortSignal): Promise<LoadResult> {
  server = await startFakeOpenAI(options)
  const fixed = (text: string) => parseDistribution('--x', text)
  const plan: LoadPlan = {
    endpoint: resolveEndpoint(server.url, false),
    model: 'm',
    stages: parseRamp('--ramp', '2', 'closed'),
    stageSeconds: 0.6,
    warmupSeconds: 0.2,
    timeoutSeconds: 5,
    promptTokens: fixed('20'),
    outputTokens: fixed('5'),
    thinkSeconds: fixed('0'),
    stream: true,
    ignoreEos: false,
    seed: 1,
    maxInFlight: 64,
    // The machine that runs the tests does other things too.
    maxLagMs: 1000,
    runAll: false,
    ...changes,
  }
  return runLoad(plan, signal ? { signal } : {})
}

const p95 = (seconds: number) => ({ responseTimes: [{ quantile: 0.95, seconds }] })

describe('a load', () => {
  it('sends what was asked for: streamed, with usage, of the lengths asked for, each prompt its own', async () => {
    await load({ script: { headersDelayMs: 20 } }, { apiKey: 'sk-k', ignoreEos: true })
    const [first, second] = server!.requests.map(({ body }) => body as { messages: { content: string }[] })
    expect(first).toMatchObject({ model: 'm', max_tokens: 5, stream: true, stream_options: { include_usage: true }, ignore_eos: true })
    expect(first!.messages[0]!.content.split(' ')).toHaveLength(15)
    expect(first!.messages[0]!.content).not.toBe(second!.messages[0]!.content)
    expect(server!.requests[0]!.headers.authorization).toBe('Bearer sk-k')
  })

  it('never sends a prompt of an earlier run again, whatever the seed, and the lengths of it always', async () => {
    const firstBodies = async (): Promise<{ max_tokens: number; messages: { content: string }[] }[]> => {
      await load({ script: { headersDelayMs: 20 } }, { outputTokens: parseDistribution('--x', '1..1000') })
      const bodies = server!.requests.slice(0, 2).map(({ body }) => body as { max_tokens: number; messages: { content: string }[] })
      await server!.close()
      return bodies
    }
    const [one, other] = [await firstBodies(), await firstBodies()]
    expect(other.map(({ max_tokens }) => max_tokens)).toEqual(one.map(({ max_tokens }) => max_tokens))
    expect(other[0]!.messages[0]!.content.slice(0, 7)).not.toBe(one[0]!.messages[0]!.content.slice(0, 7))
  })

  it('sends prompts of a list in turn, and further fields, of which null takes one out', async () => {
    const prompts = ['a', 'b', 'c'].map((content) => [{ role: 'user', content }])
    const bodyFields = { max_tokens: null, max_completion_tokens: 7, chat_template_kwargs: { enable_thinking: false } }
    await load({ script: { headersDelayMs: 20 } }, { prompts, bodyFields })
    const bodies = server!.requests.slice(0, 4).map(({ body }) => body as { messages: { content: string }[] })
    expect(bodies.map(({ messages }) => messages[0]!.content)).toEqual(['a', 'b', 'c', 'a'])
    expect(bodies[0]).toMatchObject({ max_completion_tokens: 7, chat_template_kwargs: { enable_thinking: false } })
    expect(bodies[0]).not.toHaveProperty('max_tokens')
  })

  it('measures the time to the first token and to the end from the server that is known, and tokens by its usage', async () => {
    const { stages } = await load({ script: { firstChunkDelayMs: 60, gapMs: 10, tokens: 5 } }, { stageSeconds: 1.5 })
    const { figures } = stages[0]!
    expect([figures.failed, figures.requests > 5]).toEqual([0, true])
    expect(figures.timeToFirstToken.p50).toBeGreaterThan(0.055)
    expect(figures.responseTime.p50! - figures.timeToFirstToken.p50!).toBeGreaterThan(0.035)
    expect(figures.callTokensPerSecond.p50).toBeLessThan(110)
  })

  it('finds the callers at which a server of known capacity breaks the SLA, and closes in on it to a tenth', async () => {
    // Four at a time, 100 ms each: with c callers an answer takes 100 ms × c / 4, so 500 ms with 20 callers.
    const { breakPoint } = await load(
      { maxConcurrent: 4, script: { headersDelayMs: 100, tokens: 1 } },
      { stages: parseRamp('--ramp', '8..32', 'closed'), stageSeconds: 2, warmupSeconds: 1, objectives: p95(0.52) },
    )
    expect(breakPoint!.breached! / breakPoint!.met!).toBeLessThanOrEqual(1.11)
    // Nothing makes the server faster than it is; a machine that does other things too makes it slower.
    expect(breakPoint!.met).toBeLessThanOrEqual(21)
    expect(breakPoint!.met).toBeGreaterThanOrEqual(10)
  })

  it('looks at a breach once more where most requests were good, and both times count', async () => {
    const paused = await startFakeOpenAI({ script: { headersDelayMs: 20, tokens: 1 } })
    // The ninth to the eleventh request meet a pause that does not come again.
    paused.enqueue(...Array.from({ length: 12 }, (_, i) => ({ headersDelayMs: i >= 8 && i < 11 ? 1_000 : 20, tokens: 1 })))
    const { stages, breakPoint } = await load(
      {},
      {
        endpoint: resolveEndpoint(paused.url, false),
        stages: parseRamp('--ramp', '1', 'closed'),
        stageSeconds: 4,
        warmupSeconds: 0,
        objectives: p95(0.8),
      },
    )
    await paused.close()
    expect(stages.map(({ figures, verdict }) => [figures.seconds, verdict.verdict])).toEqual([[8, 'met']])
    expect(breakPoint).toEqual({ met: 1, breached: undefined })
  })

  it('counts what fails by its reason, and fails the error rate by it', async () => {
    const { stages } = await load({ script: { status: 503 } }, { objectives: { responseTimes: [], errorRate: 0.001 } })
    const { figures, verdict } = stages[0]!
    expect([Object.keys(figures.errors), verdict.verdict, verdict.targets[0]!.seen]).toEqual([['503'], 'breached', 1])
  })

  it.each<[string, FakeOpenAIOptions['script'], Partial<LoadPlan>, string]>([
    ['a stream that is cut', { truncateAt: 3, tokens: 9 }, {}, 'truncated'],
    ['a connection that is reset', { resetAt: 2, tokens: 9 }, {}, 'aborted'],
    ['an error inside of the stream', { errorAt: 2, tokens: 9 }, {}, 'stream_error'],
    ['a server that hangs', { hangAt: 1 }, { timeoutSeconds: 0.3 }, 'timeout'],
    ['a page in place of JSON', { body: '<html>' }, { stream: false }, 'not_json'],
  ])('knows %s', async (_name, script, changes, error) => {
    const { stages } = await load({ script: script! }, changes)
    expect(Object.keys(stages[0]!.figures.errors)).toContain(error)
    expect(stages[0]!.figures.failed).toBe(stages[0]!.figures.requests)
  })

  it('of requests per second does not stop asking while the server is slow, so that its queue is seen', async () => {
    // 5 answers a second, asked for 20 times a second: the wait grows to the end.
    const { stages } = await load(
      { maxConcurrent: 1, script: { headersDelayMs: 200, tokens: 1 } },
      { stages: parseRamp('--rate', '20', 'open'), stageSeconds: 1, warmupSeconds: 0.2 },
    )
    expect(stages[0]!.figures.responseTime.max).toBeGreaterThan(2)
  })

  it('of requests per second counts from the time that was meant: what came due while this process stood still has waited', async () => {
    setTimeout(() => {
      for (const untilMs = performance.now() + 400; performance.now() < untilMs; );
    }, 500)
    const { stages } = await load(
      { script: { tokens: 1 } },
      { stages: parseRamp('--rate', '50', 'open'), stageSeconds: 1.5, warmupSeconds: 0.1 },
    )
    // Fifty a second for 0.4 s came due, evenly spread over the time.
    expect(stages[0]!.figures.responseTimes.filter((seconds) => seconds > 0.1).length).toBeGreaterThanOrEqual(8)
  })

  it('reports no rate that it could not keep', async () => {
    const { stages } = await load(
      { script: { headersDelayMs: 1000 } },
      { stages: parseRamp('--rate', '50', 'open'), stageSeconds: 0.5, warmupSeconds: 0.2, maxInFlight: 4 },
    )
    expect(stages[0]!.figures.throughput).toBeUndefined()
    expect(stages[0]!.figures.unreliable).toMatch(/^(\d+) of \d+ requests could not be started in time, because too many were open/)
  })

  it('whose answers take longer than it measures says so and goes no further', async () => {
    const { stages } = await load(
      { script: { headersDelayMs: 900, tokens: 1 } },
      { stages: parseRamp('--ramp', '1..4', 'closed'), stageSeconds: 0.2, warmupSeconds: 0.1 },
    )
    expect(stages.map(({ figures }) => [figures.requests, figures.unreliable])).toEqual([
      [0, 'no caller asked again within the measured 0.2 s: give --duration more time'],
    ])
  })

  it('that is interrupted ends at once and says so', async () => {
    const stop = new AbortController()
    const running = load({ script: { hangAt: 'headers' } }, { timeoutSeconds: 60, stageSeconds: 60 }, stop.signal)
    await waitFor(() => (server?.requests.length ?? 0) > 0)
    stop.abort()
    expect(await running).toMatchObject({ interrupted: true, stages: [] })
  })

  it('sends again where the server had closed the kept connection, as every client does', async () => {
    const closing = createServer((request, response) => {
      const { socket } = request
      request.resume().once('end', () => {
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        response.end('data: {"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n')
        // Without `connection: close`, once the answer is out.
        setTimeout(() => socket.destroy(), 20)
      })
    })
    await new Promise<void>((resolve) => closing.listen(0, '127.0.0.1', resolve))
    const endpoint = resolveEndpoint(`http://127.0.0.1:${(closing.address() as AddressInfo).port}/v1`, false)
    const { stages } = await load({}, { endpoint, thinkSeconds: parseDistribution('--think', '0.02') })
    closing.close()
    expect(stages[0]!.figures.errors).toEqual({})
    expect(stages[0]!.figures.requests).toBeGreaterThan(5)
  })

  it('is reported as text, as JSON and as a page, with no key in any of them', async () => {
    const result = await load({ script: { tokens: 5, headersDelayMs: 20 } }, { apiKey: 'sk-s3cret', objectives: p95(3), model: '<b>m</b>' })
    const [text, json, html] = [writeText(result), writeJson(result), writeHtml(result)]
    expect(text).toContain('The SLA was met at every level, up to 2 callers.')
    expect(JSON.parse(json)).toMatchObject({ schema: 'tokenscope-load/1', breakPoint: { met: 2 }, stages: [{ verdict: 'met', failed: 0 }] })
    expect(html).toContain('<title>Load on &lt;b&gt;m&lt;/b&gt;</title>')
    expect(text + json + html).not.toContain('s3cret')
  })
})
