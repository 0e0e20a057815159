/** An Express API in front of a model, and four callers: a good one, a careless one, an unlucky one, and one that goes away. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace'
import { start } from '@tokenscope/node'
import { instrumentOpenAI } from '@tokenscope/openai'
import { ATTR_ERROR_TYPE, ATTR_OUTCOME } from '@tokenscope/semconv'
import { formatTrace, startFakeOpenAI, waitFor } from '@tokenscope/testing'
import OpenAI from 'openai'
import { createApp } from './app.ts'

// Without OPENAI_BASE_URL and OPENAI_API_KEY a scriptable server in this process answers.
const useRealServer = Boolean(process.env.OPENAI_BASE_URL || process.env.OPENAI_API_KEY)
const fake = useRealServer ? undefined : await startFakeOpenAI({ script: { tokens: 20, gapMs: 10 } })
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini'

// Besides where OTEL_* says: kept here, to be looked at below.
const spans = new InMemorySpanExporter()
const telemetry = start({ serviceName: 'express-api', prometheus: false, spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] })
const client = instrumentOpenAI(new OpenAI({ maxRetries: 0, ...(fake && { baseURL: fake.url, apiKey: 'none' }) }))

const server = createApp(client, model).listen(Number(process.env.PORT ?? 0), '127.0.0.1')
await once(server, 'listening')
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ask`

// With PORT it stays, for callers of yours.
if (process.env.PORT) {
  console.log(`curl -N ${url} -H 'content-type: application/json' -d '{"question":"What is a token?"}'`)
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
} else await callFourTimes()

const closed = once(server, 'close')
server.close()
server.closeAllConnections()
await closed
await telemetry.shutdown()
await fake?.close()

async function ask(body: unknown, init: RequestInit = {}): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(init.headers as Record<string, string>) }
  return await fetch(url, { method: 'POST', body: JSON.stringify(body), ...init, headers })
}

async function callFourTimes(): Promise<void> {
  // 1. A caller with a trace of its own: the tokens are in it.
  const traceId = '0af7651916cd43dd8448eb211c80319c'
  const answer = await (
    await ask({ question: 'What is a token?' }, { headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } })
  ).text()
  const own = await waitFor(() => spansOf(traceId), { what: 'both spans of the first request' })
  console.log(
    `${answer}\n\n${formatTrace(own, { attributes: ['http.response.status_code', 'tokenscope.time_to_first_token'], events: false })}`,
  )
  const request = own.find(({ name }) => name === 'POST /ask')
  const call = own.find(({ name }) => name === `chat ${model}`)
  assert.equal(request?.parentSpanContext?.spanId, 'b7ad6b7169203331')
  assert.equal(call?.parentSpanContext?.spanId, request?.spanContext().spanId)

  // 2. A careless caller: the model is not asked.
  const refused = await ask({ quetsion: 'typing error' })
  assert.deepEqual([refused.status, await codeOf(refused)], [400, 'invalid_request'])
  if (!fake) return

  // 3. The model is busy: a typed error, and not the provider's words.
  fake.enqueue({ status: 429, error: { message: 'Rate limit reached for org-secret', code: 'rate_limit_exceeded' } })
  const busy = await ask({ question: 'Now?' })
  assert.deepEqual([busy.status, busy.headers.get('retry-after'), await codeOf(busy)], [503, '5', 'model_busy'])
  const isFailed = ({ name, attributes }: ReadableSpan): boolean => name === 'POST /ask' && attributes[ATTR_ERROR_TYPE] === 'RateLimitError'
  await waitFor(() => spans.getFinishedSpans().some(isFailed), { what: 'the request that failed, by its type' })

  // 4. A caller that goes away after the first words: the call of the model ends too.
  spans.reset()
  fake.enqueue({ text: 'on and on ', endless: true, gapMs: 10 })
  const leaving = new AbortController()
  const long = await ask({ question: 'Tell me everything.' }, { signal: leaving.signal })
  await long.body?.getReader().read()
  leaving.abort()
  const aborted = await waitFor(() => spans.getFinishedSpans().find(({ name }) => name === `chat ${model}`), { what: 'the aborted call' })
  assert.equal(aborted.attributes[ATTR_OUTCOME], 'aborted')
  await waitFor(() => fake.requests.at(-1)?.aborted, { what: 'the model server to see the call go' })
  console.log(`\nThe fourth caller left; its call of the model: ${String(aborted.attributes[ATTR_OUTCOME])}.`)
}

function spansOf(traceId: string): ReturnType<InMemorySpanExporter['getFinishedSpans']> | undefined {
  const found = spans.getFinishedSpans().filter((span) => span.spanContext().traceId === traceId)
  return found.length === 2 ? found : undefined
}

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: { code: string } }).error.code
}
