import {
  ATTR_GENERATION_TIME,
  ATTR_TIME_TO_FIRST_TOKEN,
  CLIENT_OPERATION_DURATION,
  CLIENT_TOKEN_USAGE,
  toPrometheusName,
} from '@tokenscope/semconv'
import { type AlertSink, type FakeOpenAI, startAlertSink, startFakeOpenAI, waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runChatApplication } from './application/run-chat-application.ts'
import { fetchTrace } from './readers/jaeger.ts'
import { query, queryValue } from './readers/prometheus.ts'
import { type AlertFiles, writeAlertFiles } from './stack/alert-files.ts'
import { PREPARE_MS, stackMissing, startTestStack, type TestStack } from './stack/test-stack.ts'

const DURATION = toPrometheusName(CLIENT_OPERATION_DURATION, 'otlp')
const TOKENS = toPrometheusName(CLIENT_TOKEN_USAGE, 'otlp')
const RULE = {
  alert: 'ModelErrors',
  expr: `sum by (service_name) (increase(${DURATION}_count{error_type!=""}[10s])) > 0`,
  labels: { severity: 'critical' },
  annotations: { summary: 'Calls of {{ $labels.service_name }} fail' },
}

const missing = await stackMissing()

describe.skipIf(missing !== undefined)(
  `an application, the Collector, Jaeger, Prometheus and a webhook${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    let model: FakeOpenAI
    let sink: AlertSink
    let files: AlertFiles
    let stack: TestStack
    beforeAll(async () => {
      model = await startFakeOpenAI()
      sink = await startAlertSink()
      files = await writeAlertFiles(RULE, `${sink.url}/alerts`)
      const env = { TOKENSCOPE_DECISION_WAIT: '2s', TOKENSCOPE_SAMPLING_PERCENTAGE: '100' }
      stack = await startTestStack({ env, rulesFolder: files.rulesFolder, alertmanagerFile: files.alertmanagerFile })
    }, PREPARE_MS)
    afterAll(async () => {
      await stack?.shutdown()
      await Promise.all([files?.remove(), sink?.close(), model?.close()])
    })
    beforeEach(() => model.reset())

    it('shows the token events of a stream in Jaeger, in order and at the times at which the chunks came', async () => {
      const STALL_MS = 2_200 // above the default threshold of 2 s
      model.enqueue({ text: 'one two three four five six', firstChunkDelayMs: 120, gapMs: 30, stalls: [{ at: 5, ms: STALL_MS }] })
      const { spans } = await runChatApplication({ collector: stack.urls.otlpHttp, model, service: 'shop', calls: 1 })
      const [recorded] = spans
      const trace = await waitFor(() => fetchTrace(stack.urls.jaeger, recorded!.traceId), {
        timeoutMs: 20_000,
        what: 'the trace in Jaeger',
      })

      expect(trace).toHaveLength(1)
      const [call] = trace
      expect(call).toMatchObject({
        traceId: recorded!.traceId,
        service: 'shop',
        name: 'chat gpt-4o-mini',
        startMicros: toMicros(recorded!.start),
      })
      expect(call!.durationMicros).toBe(Number((BigInt(recorded!.end) - BigInt(recorded!.start)) / 1000n))
      expect(call!.attributes).toMatchObject({
        'span.kind': 'client',
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'gpt-4o-mini',
        'gen_ai.usage.output_tokens': 6,
        'gen_ai.response.finish_reasons': '["stop"]',
        'tokenscope.outcome': 'completed',
        'tokenscope.stall.count': 1,
        // 2.5 s are within the target, but a loaded machine may need the half second that is left of it.
        'tokenscope.sla.verdict': expect.stringMatching(/^(?:met|breached)$/) as string,
      })

      expect(call!.events.map(({ name }) => name)).toEqual([
        'tokenscope.first_token',
        ...['tokenscope.tokens', 'tokenscope.tokens', 'tokenscope.tokens', 'tokenscope.tokens'],
        'tokenscope.stall',
        ...['tokenscope.tokens', 'tokenscope.tokens'],
        'tokenscope.last_token',
      ])
      expect(call!.events).toEqual(recorded!.events.map(({ at, name, attributes }) => ({ name, atMicros: toMicros(at), attributes })))
      const arrivals = call!.events.filter(({ name }) => name === 'tokenscope.tokens').map(({ atMicros }) => atMicros - call!.startMicros)
      const seconds = (attribute: string): number => Number(call!.attributes[attribute])
      expect(arrivals[0]! / 1e6).toBeCloseTo(seconds(ATTR_TIME_TO_FIRST_TOKEN), 4)
      expect((arrivals.at(-1)! - arrivals[0]!) / 1e6).toBeCloseTo(seconds(ATTR_GENERATION_TIME), 4)
      expect(arrivals[0]).toBeGreaterThan(120_000)
      const gaps = arrivals.slice(1).map((micros, i) => micros - arrivals[i]!)
      expect(gaps[3]).toBeGreaterThan((STALL_MS - 30) * 1000)
      expect(gaps.filter((micros) => micros > 1_000_000)).toHaveLength(1)
    }, 90_000)

    it('counts in Prometheus as many calls, errors and tokens as there were, by the application and by the Collector', async () => {
      model.enqueue(...Array.from({ length: 5 }, () => ({ status: 429 })), ...Array.from({ length: 20 }, () => ({ tokens: 7 })))
      const { answers } = await runChatApplication({ collector: stack.urls.otlpHttp, model, service: 'desk', calls: 25 })
      expect(answers.filter((answer) => typeof answer === 'string')).toHaveLength(5)

      const { prometheus } = stack.urls
      const calls = `sum(${DURATION}_count{service_name="desk"})`
      await waitFor(async () => (await queryValue(prometheus, calls)) === 25, { timeoutMs: 20_000, what: '25 calls in Prometheus' })
      expect(await queryValue(prometheus, `sum(${DURATION}_count{service_name="desk", error_type="RateLimitError"})`)).toBe(5)
      expect(await queryValue(prometheus, `sum(${TOKENS}_sum{service_name="desk", gen_ai_token_type="output"})`)).toBe(140)
      // Whoever counts by spans counts the same.
      const spans = 'sum by (status_code) (traces_span_metrics_calls_total{service_name="desk", span_kind="SPAN_KIND_CLIENT"})'
      const byStatus = await waitFor(
        async () => {
          const samples = await query(prometheus, spans)
          return samples.reduce((sum, { value }) => sum + value, 0) === 25 ? samples : undefined
        },
        { timeoutMs: 30_000, what: '25 calls counted by the Collector' },
      )
      const counts = Object.fromEntries(byStatus.map(({ labels, value }) => [labels.status_code, value]))
      expect(counts).toEqual({ STATUS_CODE_ERROR: 5, STATUS_CODE_UNSET: 20 })
    }, 90_000)

    it('judges them by the shipped rules, of which none fails', async () => {
      const { prometheus } = stack.urls
      const judged = 'count by (slo) (slo:sli_error:ratio_rate5m{slo_scope="all"} and on (slo) slo:target:value{slo_scope="all"})'
      const samples = await waitFor(
        async () => {
          const found = await query(prometheus, judged)
          return found.length >= 4 ? found : undefined
        },
        { timeoutMs: 80_000, what: 'four objectives that are judged' },
      )
      expect(samples.map(({ labels }) => labels.slo)).toEqual(
        expect.arrayContaining(['availability', 'error-rate', 'response-time-p95', 'response-time-p99']),
      )
      const failures = 'sum(prometheus_rule_evaluation_failures_total)'
      await waitFor(async () => (await queryValue(prometheus, failures)) !== undefined, { timeoutMs: 20_000, what: 'a scrape of itself' })
      expect(await queryValue(prometheus, failures)).toBe(0)
    }, 120_000)

    it('rings at the webhook while calls fail, and says so when it is over', async () => {
      model.respond('/chat/completions', { status: 429, headersDelayMs: 500 })
      const running = runChatApplication({ collector: stack.urls.otlpHttp, model, service: 'till', calls: 8 })
      const firing = await sink.waitForAlert('ModelErrors', 'firing', { labels: { service_name: 'till' }, timeoutMs: 30_000 })
      expect(firing).toMatchObject({
        labels: { alertname: 'ModelErrors', service_name: 'till', severity: 'critical' },
        annotations: { summary: 'Calls of till fail' },
      })
      await running
      const resolved = await sink.waitForAlert('ModelErrors', 'resolved', { labels: { service_name: 'till' }, timeoutMs: 40_000 })
      expect(await sink.waitForAlert('Watchdog', 'firing')).toMatchObject({ status: 'firing' }) // the heart-beat comes the same way
      expect(resolved.fingerprint).toBe(firing.fingerprint)
      expect(Date.parse(resolved.endsAt)).toBeGreaterThan(Date.parse(firing.startsAt))
    }, 90_000)
  },
)

function toMicros(nanos: string): number {
  return Number(BigInt(nanos) / 1000n)
}
