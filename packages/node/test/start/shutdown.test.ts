import { startOtlpReceiver } from '@tokenscope/testing'
import { expect, test } from 'vitest'
import { runFixture, startFixture } from '../run-fixture.ts'

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s in mid-stream: the call ends as aborted, everything is sent, the signal kills',
  async (signal) => {
    await using receiver = await startOtlpReceiver()
    await using fixture = startFixture('stream-until-signal.ts', { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url })
    await fixture.waitForOutput('streaming')
    fixture.kill(signal)
    const { code, signal: killedBy, stderr } = await fixture.exited
    expect([code, killedBy, stderr]).toEqual([null, signal, ''])
    expect(receiver.spans.map(({ name, attributes }) => [name, attributes['tokenscope.outcome']])).toEqual([['chat endless', 'aborted']])
    const requests = receiver.metrics.filter(({ name }) => name === 'tokenscope.client.requests')
    expect(requests.flatMap(({ points }) => points.map(({ attributes, value }) => [attributes['tokenscope.outcome'], value]))).toEqual([
      ['aborted', 1],
    ])
  },
)

test('an application with a handler of its own decides: its calls go on, it exits as it likes, nothing is lost', async () => {
  await using receiver = await startOtlpReceiver()
  await using fixture = startFixture('own-handler.ts', { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url })
  await fixture.waitForOutput('streaming')
  fixture.kill('SIGTERM')
  const { code, stdout } = await fixture.exited
  expect([code, stdout]).toEqual([0, 'streaming\ndrained\n'])
  expect(receiver.spans.map(({ name, attributes }) => [name, attributes['tokenscope.outcome']])).toEqual([['chat graceful', 'completed']])
})

test('a package that only looks on (signal-exit) does not keep the process alive, and still hears of its end', async () => {
  await using receiver = await startOtlpReceiver()
  await using fixture = startFixture('signal-exit.ts', { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url })
  await fixture.waitForOutput('streaming')
  fixture.kill('SIGTERM')
  const { signal, stdout } = await fixture.exited
  expect([signal, stdout]).toEqual(['SIGTERM', 'streaming\nheard SIGTERM\n'])
  expect(receiver.spans.map(({ attributes }) => attributes['tokenscope.outcome'])).toEqual(['aborted'])
})

test('TOKENSCOPE_HANDLE_SIGNALS=false leaves the signal alone', async () => {
  await using receiver = await startOtlpReceiver()
  await using fixture = startFixture('stream-until-signal.ts', {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    TOKENSCOPE_HANDLE_SIGNALS: 'false',
  })
  await fixture.waitForOutput('streaming')
  fixture.kill('SIGTERM')
  expect((await fixture.exited).signal).toBe('SIGTERM')
  expect(receiver.requests).toEqual([])
})

test('a second signal does not wait for a receiver that does not answer', async () => {
  await using receiver = await startOtlpReceiver()
  receiver.delayMs(60_000)
  await using fixture = startFixture('stream-until-signal.ts', {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    TOKENSCOPE_SHUTDOWN_TIMEOUT_MS: '60000',
  })
  await fixture.waitForOutput('streaming')
  fixture.kill('SIGINT')
  await receiver.waitForSpans(1)
  fixture.kill('SIGINT')
  expect((await fixture.exited).signal).toBe('SIGINT')
})

test('a process that ends by itself sends everything first', async () => {
  await using receiver = await startOtlpReceiver()
  const { code, stderr } = await runFixture('one-call.ts', { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url })
  expect([code, stderr]).toEqual([0, ''])
  expect(receiver.spans.map(({ name }) => name)).toEqual(['chat short'])
})

test('a receiver that never answers holds the end of the process up for the shutdown timeout alone', async () => {
  await using receiver = await startOtlpReceiver()
  receiver.delayMs(60_000)
  const startMs = performance.now()
  const { code, stderr } = await runFixture('one-call.ts', {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    TOKENSCOPE_SHUTDOWN_TIMEOUT_MS: '300',
  })
  expect(code).toBe(0)
  expect(stderr).toContain(
    'shutdown took longer than 300 ms; what was not sent by then is lost. No answer yet: otlp export of metrics, otlp export of traces; ' +
      '`npx @tokenscope/cli doctor`, in the same shell, says what the endpoint answers.',
  )
  expect(performance.now() - startMs).toBeLessThan(8_000)
})

test.each(['away', 'hanging'])('after shutdown() the retries to a receiver that is %s do not keep the process alive', async (state) => {
  await using receiver = await startOtlpReceiver()
  receiver.delayMs(60_000)
  const startMs = performance.now()
  const { code, stdout } = await runFixture('one-call-shutdown.ts', {
    OTEL_EXPORTER_OTLP_ENDPOINT: state === 'away' ? 'http://127.0.0.1:1' : receiver.url,
    TOKENSCOPE_SHUTDOWN_TIMEOUT_MS: '300',
  })
  expect([code, stdout]).toEqual([0, 'done\n'])
  // The exporter's own time limit is ten seconds.
  expect(performance.now() - startMs).toBeLessThan(8_000)
})

test('shutdown() twice is one shutdown, in time even where a processor never finishes', async () => {
  const { code, stdout, stderr } = await runFixture('await-shutdown.ts')
  expect([code, stdout]).toEqual([0, 'in time 1\n'])
  expect(stderr.match(/shutdown took longer/g)).toHaveLength(1)
})
