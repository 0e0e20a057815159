import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OtlpReceiver, startOtlpReceiver } from '../src/otlp-receiver/index.ts'

type ExporterOptions = NonNullable<ConstructorParameters<typeof JsonExporter>[0]>

const gzip = { compression: 'gzip' } as unknown as ExporterOptions
const MODES = [
  { name: 'JSON', Exporter: JsonExporter, options: {}, contentType: 'application/json' },
  { name: 'JSON with gzip', Exporter: JsonExporter, options: gzip, contentType: 'application/json' },
  { name: 'protobuf', Exporter: ProtobufExporter, options: {}, contentType: 'application/x-protobuf' },
  { name: 'protobuf with gzip', Exporter: ProtobufExporter, options: gzip, contentType: 'application/x-protobuf' },
]

let receiver: OtlpReceiver
beforeEach(async () => {
  receiver = await startOtlpReceiver()
})
afterEach(() => receiver.close())

describe.each(MODES)('the real exporter, $name', ({ Exporter, options, contentType }) => {
  async function sendTrace(): Promise<void> {
    const provider = new TracerProvider({
      resource: resourceFromAttributes({ 'service.name': 'shop' }),
      spanProcessors: [new BatchSpanProcessor({ exporter: new Exporter({ url: `${receiver.url}/v1/traces`, ...options }) })],
    })
    const tracer = provider.getTracer('checkout', '1.2.3')
    const parent = tracer.startSpan('order', { startTime: [1_700_000_000, 123_456_789] })
    const attributes = { text: 'ä', whole: 3, fraction: 0.5, negative: -7, yes: true, no: false, empty: '', zero: 0, list: ['a', 'b'] }
    const child = tracer.startSpan(
      'pay',
      {
        kind: SpanKind.CLIENT,
        attributes,
        links: [{ context: parent.spanContext(), attributes: { why: 'retry' } }],
        startTime: [1_700_000_001, 1],
      },
      trace.setSpan(ROOT_CONTEXT, parent),
    )
    child.addEvent('declined', { attempt: 1 }, [1_700_000_001, 2])
    child.setStatus({ code: SpanStatusCode.ERROR, message: 'no money' })
    child.end([1_700_000_002, 999_999_999])
    parent.end([1_700_000_003, 0])
    await provider.shutdown()
  }

  it('brings a trace through whole: ids, times to the nanosecond, attributes, event, link, status, resource and scope', async () => {
    await sendTrace()
    const [child, parent] = await receiver.waitForSpans(2)
    expect(parent).toEqual({
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
      parentSpanId: undefined,
      name: 'order',
      kind: 'INTERNAL',
      startTimeUnixNano: 1_700_000_000_123_456_789n,
      endTimeUnixNano: 1_700_000_003_000_000_000n,
      attributes: {},
      events: [],
      links: [],
      status: { code: 'UNSET', message: '' },
      resource: { 'service.name': 'shop' },
      scope: { name: 'checkout', version: '1.2.3' },
    })
    expect(child).toEqual({
      traceId: parent!.traceId,
      spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
      parentSpanId: parent!.spanId,
      name: 'pay',
      kind: 'CLIENT',
      startTimeUnixNano: 1_700_000_001_000_000_001n,
      endTimeUnixNano: 1_700_000_002_999_999_999n,
      attributes: { text: 'ä', whole: 3, fraction: 0.5, negative: -7, yes: true, no: false, empty: '', zero: 0, list: ['a', 'b'] },
      events: [{ name: 'declined', timeUnixNano: 1_700_000_001_000_000_002n, attributes: { attempt: 1 } }],
      links: [{ traceId: parent!.traceId, spanId: parent!.spanId, attributes: { why: 'retry' } }],
      status: { code: 'ERROR', message: 'no money' },
      resource: { 'service.name': 'shop' },
      scope: { name: 'checkout', version: '1.2.3' },
    })
  })

  it('is content with the answer, and its request is listed', async () => {
    await sendTrace()
    expect(receiver.requests).toEqual([
      { path: '/v1/traces', headers: expect.objectContaining({ 'content-type': contentType }), bytes: expect.any(Number), status: 200 },
    ])
    expect(receiver.requests[0]!.headers['content-encoding']).toBe(options === gzip ? 'gzip' : undefined)
    expect(receiver.requests[0]!.bytes).toBeGreaterThan(200)
  })
})

describe('an OTLP receiver', () => {
  it('takes the host and port that it is told, and refuses a port that is taken', async () => {
    await using other = await startOtlpReceiver({ host: 'localhost' })
    expect(other.url).toBe(`http://localhost:${other.port}`)
    await expect(startOtlpReceiver({ port: receiver.port })).rejects.toThrow(
      `EADDRINUSE: address already in use 127.0.0.1:${receiver.port}`,
    )
  })

  it('no longer listens after close, which may come twice', async () => {
    await receiver.close()
    await receiver.close()
    await expect(fetch(receiver.url)).rejects.toThrow('fetch failed')
  })

  it('closes at once although a connection is open', async () => {
    receiver.delayMs(60_000)
    const hanging = fetch(`${receiver.url}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
    const failure = expect(hanging).rejects.toThrow('fetch failed')
    await expect.poll(() => receiver.requests.length).toBe(1)
    await receiver.close()
    await failure
    expect(receiver.requests[0]!.status).toBeUndefined()
  })
})
