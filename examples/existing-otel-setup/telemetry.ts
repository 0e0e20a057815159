/**
 * The OpenTelemetry set-up that this application has had all along; the two lines with OpenAIInstrumentation are new.
 * Loaded before everything else: `node --import ./telemetry.ts main.ts`.
 */
import { register } from 'node:module'
import { NodeSDK } from '@opentelemetry/sdk-node'
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace'
import { OpenAIInstrumentation } from '@tokenscope/openai'

// `openai` is loaded as an ES module here: without this hook OpenTelemetry cannot see it being loaded.
register('@opentelemetry/instrumentation/hook.mjs', import.meta.url, { data: { include: ['openai'] } })

/** Stands for your exporter, so that the example can look at what it got. */
export const exported: InMemorySpanExporter = new InMemorySpanExporter()

export const sdk: NodeSDK = new NodeSDK({
  serviceName: 'existing-otel-setup',
  spanProcessors: [new SimpleSpanProcessor({ exporter: exported })],
  metricReaders: [],
  logRecordProcessors: [],
  instrumentations: [new OpenAIInstrumentation({ tokenEvents: 'milestones' })],
})
sdk.start()
