// #region server
import { startFakeOpenAI } from '@tokenscope/testing'
import OpenAI from 'openai'

const server = await startFakeOpenAI()
const client = new OpenAI({ apiKey: 'any', baseURL: server.url })

server.enqueue(
  { status: 429, headers: { 'retry-after-ms': '20' } },
  { text: 'Hello there', firstChunkDelayMs: 80, gapMs: 15, stalls: [{ at: 2, ms: 200 }] },
)
const stream = await client.chat.completions.create({ model: 'gpt-4o-mini', messages: [], stream: true })
for await (const chunk of stream) console.log(JSON.stringify(chunk.choices[0]?.delta))

console.log(server.requests.map(({ status, aborted, eventsWritten }) => ({ status, aborted, eventsWritten })))
// #endregion

// #region faults
server.enqueue(
  { text: 'a b c d', errorAt: 3, error: { message: 'overloaded' } }, // an error event after three chunks
  { text: 'a b c d', resetAt: 3 }, // the connection breaks
  { text: 'a b c d', truncateAt: 3 }, // the body ends, without [DONE]
  { hangAt: 'headers' }, // nothing ever comes
  { body: '<html>Sign in</html>' }, // status 200, and not an answer
)
// #endregion
server.reset()

// #region controlled
import { controlledStream } from '@tokenscope/testing'

const control = controlledStream()
server.enqueue(control)
const byHand = await client.chat.completions.create({ model: 'm', messages: [], stream: true })
control.push('one')
for await (const chunk of byHand) {
  console.log(chunk.choices[0]?.delta.content)
  break // stops reading: the client cancels the request
}
console.log(await control.closed) // 'client'

// #endregion

// #region telemetry
import { formatTrace, inMemoryTelemetry, startOtlpReceiver, waitFor } from '@tokenscope/testing'

const telemetry = inMemoryTelemetry()
telemetry.tracerProvider.getTracer('shop').startSpan('order').end()
console.log(formatTrace(telemetry.spans(), { times: false })) // order (internal)
console.log(await telemetry.metrics()) // [{ name, unit, description, attributes, value }, …]

const receiver = await startOtlpReceiver() // for what an exporter sends: OTEL_EXPORTER_OTLP_ENDPOINT=receiver.url
receiver.failNext(1, 503, { 'retry-after': '1' })

// #endregion

import { expect, it } from 'vitest'

it('the examples of the README do what their comments say', async () => {
  expect(await control.closed).toBe('client')
  expect(formatTrace(telemetry.spans(), { times: false })).toBe('order (internal)')
  await waitFor(() => server.requests[0]?.aborted)
  await Promise.all([server.close(), receiver.close(), telemetry.shutdown()])
})
