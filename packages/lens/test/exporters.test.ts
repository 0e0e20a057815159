import { SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CallDetail, type CallPage, type Lens, startLens } from '../src/index.ts'
import { getJson } from './json-requests.ts'

let lens: Lens

beforeAll(async () => {
  lens = await startLens({ port: 0, otlpPort: 0, jaegerUrl: 'http://127.0.0.1:16686/' })
})
afterAll(() => lens.shutdown())

const compression = 'gzip' as NonNullable<NonNullable<ConstructorParameters<typeof JsonExporter>[0]>['compression']>
const EXPORTERS: readonly (readonly [string, (url: string) => SpanExporter])[] = [
  ['JSON', (url) => new JsonExporter({ url })],
  ['JSON, gzip', (url) => new JsonExporter({ url, compression })],
  ['protobuf', (url) => new ProtobufExporter({ url })],
  ['protobuf, gzip', (url) => new ProtobufExporter({ url, compression })],
]

describe.each(EXPORTERS)("OpenTelemetry's own exporter of %s", (name, createExporter) => {
  it.each([['otlpUrl'], ['url']] as const)('is understood at %s, whole', async (address) => {
    const service = `${name} ${address}`
    const provider = new TracerProvider({
      resource: resourceFromAttributes({ 'service.name': service }),
      spanProcessors: [new BatchSpanProcessor({ exporter: createExporter(`${lens[address]}/v1/traces`) })],
    })
    const span = provider.getTracer('app', '2.0.0').startSpan('chat m', {
      kind: SpanKind.CLIENT,
      startTime: 1_790_000_000_123.25,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': 'm',
        text: 'Füße',
        list: ['a', 'b'],
        ratio: 0.5,
      },
    })
    span.addEvent('tokenscope.first_token', { 'tokenscope.offset': 0.25 }, 1_790_000_000_373.25)
    span.setStatus({ code: SpanStatusCode.ERROR, message: 'gone' })
    span.end(1_790_000_001_123.25)
    await provider.shutdown()
    const { calls } = await getJson<CallPage>(`${lens.url}/api/calls?service=${encodeURIComponent(service)}`)
    const { traceId, spanId } = span.spanContext()
    expect(calls).toEqual([
      {
        traceId,
        spanId,
        startMs: 1_790_000_000_123.25,
        durationSeconds: 1,
        name: 'chat m',
        operation: 'chat',
        provider: 'openai',
        model: 'm',
        service,
        outcome: 'error',
        errorType: null,
        streaming: null,
        timeToFirstToken: null,
        inputTokens: null,
        outputTokens: null,
        tokensPerSecond: null,
        stallCount: 0,
        attemptCount: 1,
        cost: null,
        currency: null,
        verdict: null,
        violation: null,
      },
    ])
    const detail = await getJson<CallDetail>(`${lens.url}/api/calls/${traceId}/${spanId}`)
    expect(detail).toMatchObject({
      attributes: { text: 'Füße', list: ['a', 'b'], ratio: 0.5 },
      events: [{ name: 'tokenscope.first_token', offset: 0.25, attributes: { 'tokenscope.offset': 0.25 } }],
      timeline: { tokens: [], firstToken: 0.25, lastToken: null, stalls: [], retries: [] },
      scope: { name: 'app', version: '2.0.0' },
      status: { code: 'error', message: 'gone' },
      split: { waiting: 0, prefill: 0.25, decode: 0.75, source: 'stream' },
      jaegerUrl: `http://127.0.0.1:16686/trace/${traceId}?uiFind=${spanId}`,
      resource: { 'service.name': service },
      gpu: null,
      content: null,
    })
  })
})
