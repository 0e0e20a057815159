import type { Subject } from '../../contenders/contender.ts'
import { CountingExporter } from '../counting-exporter.ts'
import { newRivalClient } from '../new-rival-client.ts'
import type { Load } from '../rival.ts'

interface Modules {
  readonly default: { init(options: object): void }
}

interface Exporters {
  readonly [name: string]: { readonly prototype: object }
}

interface Api {
  readonly trace: { getTracerProvider(): { getDelegate?(): { forceFlush(): Promise<void> } } }
}

/** It brings its own SDK and its own OTLP exporters: these are kept, and their sending is taken out. Spans, events and metrics are on. */
export function setUp(load: Load): Subject {
  const spans = drop(load, '@opentelemetry/exporter-trace-otlp-http', 'OTLPTraceExporter')
  drop(load, '@opentelemetry/exporter-metrics-otlp-http', 'OTLPMetricExporter')
  drop(load, '@opentelemetry/exporter-logs-otlp-http', 'OTLPLogExporter')
  const { default: openlit } = load('openlit') as Modules
  openlit.init({ applicationName: 'bench', otlpEndpoint: 'http://127.0.0.1:4318', captureMessageContent: false, pricingJson: {} })
  const client = newRivalClient(load)
  const { trace } = load('@opentelemetry/api') as Api
  const flush = async (): Promise<void> => trace.getTracerProvider().getDelegate?.().forceFlush()
  return { client, flush, recorded: () => spans.count }
}

function drop(load: Load, module: string, name: string): CountingExporter {
  const exporter = new CountingExporter()
  const { prototype } = (load(module) as Exporters)[name]!
  for (const method of ['export', 'forceFlush'] as const) Object.assign(prototype, { [method]: exporter[method].bind(exporter) })
  return exporter
}
