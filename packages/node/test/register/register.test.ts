import { type FakeOpenAI, type OtlpReceiver, startFakeOpenAI, startOtlpReceiver } from '@tokenscope/testing'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { runFixture } from '../run-fixture.ts'

let openai: FakeOpenAI
let receiver: OtlpReceiver

beforeAll(async () => {
  openai = await startFakeOpenAI()
  receiver = await startOtlpReceiver()
})
afterEach(() => {
  receiver.reset()
})
afterAll(async () => {
  await openai.close()
  await receiver.close()
})

const REGISTER = ['--import', '@tokenscope/node/register']

function env(more: Record<string, string> = {}): Record<string, string> {
  return { OPENAI_BASE_URL: openai.url, OPENAI_API_KEY: 'k', OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...more }
}

test.each(['call-openai.mjs', 'call-openai.cjs'])(
  '%s: every call is a span, metrics arrive, the application ends as before',
  async (app) => {
    const { code, stdout, stderr } = await runFixture(app, env({ OTEL_SERVICE_NAME: 'untouched' }), REGISTER)
    expect([code, stdout, stderr]).toEqual([0, 'streamed\n', ''])
    expect(receiver.spans.map(({ name, kind, status }) => [name, kind, status.code])).toEqual([
      ['chat tiny', 'CLIENT', 'UNSET'],
      ['embeddings tiny-embedding', 'CLIENT', 'UNSET'],
    ])
    const [chat] = receiver.spans
    expect(chat?.events.map(({ name }) => name).filter((name) => name !== 'tokenscope.tokens')).toEqual([
      'tokenscope.first_token',
      'tokenscope.last_token',
    ])
    expect(chat?.resource).toMatchObject({ 'service.name': 'untouched', 'telemetry.distro.name': 'tokenscope' })
    const counted = receiver.metrics.filter(({ name }) => name === 'tokenscope.client.requests')
    expect(counted.flatMap(({ points }) => points.map(({ value }) => value))).toEqual([1, 1])
  },
)

test('NODE_OPTIONS does the same', async () => {
  const { code, stdout } = await runFixture('call-openai.mjs', env({ NODE_OPTIONS: [process.env.NODE_OPTIONS, ...REGISTER].join(' ') }))
  expect([code, stdout]).toEqual([0, 'streamed\n'])
  expect(receiver.spans).toHaveLength(2)
})

test('--require does the same for CommonJS', async () => {
  const { code, stdout, stderr } = await runFixture('call-openai.cjs', env(), ['--require', '@tokenscope/node/register'])
  expect([code, stdout, stderr]).toEqual([0, 'streamed\n', ''])
  expect(receiver.spans).toHaveLength(2)
})

test('start() without options gives the running telemetry and warns of nothing', async () => {
  const { code, stdout, stderr } = await runFixture('ask-for-summary.mjs', env(), REGISTER)
  expect([code, stdout, stderr]).toEqual([0, '1 1\n', ''])
  expect(receiver.spans).toHaveLength(1)
})

test('TOKENSCOPE_OPENAI=false leaves the client alone', async () => {
  const { code } = await runFixture('call-openai.mjs', env({ TOKENSCOPE_OPENAI: 'false' }), REGISTER)
  expect(code).toBe(0)
  expect(receiver.spans).toEqual([])
})
