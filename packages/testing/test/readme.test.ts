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

receiver.reset()

// #region load
import { createOtlpSender, startAlertSink } from '@tokenscope/testing'

const order = { kind: 'order', spans: [{ name: 'POST /order', durationMs: 120, attributes: { 'http.route': '/order' } }] }
const sender = createOtlpSender({ url: receiver.url, templates: [order], resource: { 'service.name': 'shop' } })
const { spans, accepted } = await sender.send({ order: 10 }) // ids by kind in `accepted`, to look for them afterwards
const report = await sender.sendSteadily({ spansPerSecond: 1_000, seconds: 0.2, mix: { order: 1 } })
console.log(spans, report.spans, report.behind) // sent = accepted + refused + failed; `behind` could not be sent in time

const sink = await startAlertSink() // url: for `webhook_configs` in alertmanager.yml
sink.waitForAlert('Slow', 'resolved').catch(() => {}) // rejects after 10 s, saying what was notified

// #endregion

import { expect, it } from 'vitest'

it('the examples of the README do what their comments say', async () => {
  expect(await control.closed).toBe('client')
  expect(formatTrace(telemetry.spans(), { times: false })).toBe('order (internal)')
  await waitFor(() => server.requests[0]?.aborted)
  expect([spans.accepted, accepted.order?.length, report.spans.sent + report.behind]).toEqual([10, 10, 200])
  sender.close()
  await Promise.all([server.close(), receiver.close(), sink.close(), telemetry.shutdown()])
})
