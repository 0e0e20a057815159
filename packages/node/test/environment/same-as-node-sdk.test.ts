import { context, logs, metrics, propagation, trace } from '@opentelemetry/api'
import { NodeSDK } from '@opentelemetry/sdk-node'
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace'
import { afterEach, expect, test, vi } from 'vitest'
import { listenToDiag, startAlone } from '../start-alone.ts'

afterEach(() => {
  for (const api of [trace, metrics, logs, context, propagation]) api.disable()
  vi.unstubAllEnvs()
})

const ENVIRONMENTS: readonly Record<string, string>[] = [
  {},
  { OTEL_SERVICE_NAME: 'named', OTEL_RESOURCE_ATTRIBUTES: 'team=a%20b,service.name=other,deployment.environment.name=prod' },
  { OTEL_RESOURCE_ATTRIBUTES: 'service.name=other' },
  { OTEL_NODE_RESOURCE_DETECTORS: 'env,os' },
  { OTEL_NODE_RESOURCE_DETECTORS: 'none', OTEL_SERVICE_NAME: 'named' },
  { OTEL_TRACES_SAMPLER: 'always_off' },
  { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' },
  { OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '2', OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: '3', OTEL_SPAN_EVENT_COUNT_LIMIT: '1' },
  { OTEL_ATTRIBUTE_COUNT_LIMIT: '1', OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT: '1', OTEL_SPAN_LINK_COUNT_LIMIT: '1' },
  { OTEL_PROPAGATORS: 'baggage' },
  { OTEL_PROPAGATORS: 'none' },
]

/** What one span looks like, and what is sent on of it. */
async function observe(begin: (spanProcessors: SpanProcessor[]) => () => Promise<void>): Promise<unknown> {
  listenToDiag()
  const ended: ReadableSpan[] = []
  const end = begin([
    {
      onStart: () => undefined,
      onEnd: (span) => void ended.push(span),
      forceFlush: async () => undefined,
      shutdown: async () => undefined,
    },
  ])
  const span = trace.getTracer('t').startSpan('s', { attributes: { a: 'aaaa', b: 'bbbb', c: 'cccc' }, links: [link(), link()] })
  span.addEvent('one', { a: 1, b: 2 }).addEvent('two', { a: 1 })
  const headers: Record<string, string> = {}
  propagation.inject(
    propagation.setBaggage(trace.setSpan(context.active(), span), propagation.createBaggage({ k: { value: 'v' } })),
    headers,
  )
  span.end()
  await Promise.all(ended.map(({ resource }) => resource.waitForAsyncAttributes?.()))
  await end()
  return {
    headers: Object.keys(headers),
    spans: ended.map(({ attributes, events, links, resource }) => ({
      attributes,
      events: events.map((event) => [event.name, event.attributes]),
      links: links.length,
      resource: Object.fromEntries(
        Object.entries(resource.attributes).filter(([name]) => !/^telemetry\.|^service\.instance\.id$/.test(name)),
      ),
    })),
  }
}

function link(): { context: { traceId: string; spanId: string; traceFlags: number } } {
  return { context: { traceId: '1'.repeat(32), spanId: '1'.repeat(16), traceFlags: 1 } }
}

test.each(ENVIRONMENTS)('with %o spans are as NodeSDK makes them', async (env) => {
  const ours = await observe((spanProcessors) => {
    const telemetry = startAlone({ spanProcessors }, env)
    return () => telemetry.shutdown()
  })
  const theirs = await observe((spanProcessors) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
    const sdk = new NodeSDK({ spanProcessors, metricReaders: [], logRecordProcessors: [] })
    sdk.start()
    return () => sdk.shutdown()
  })
  expect(ours).toEqual(theirs)
})
