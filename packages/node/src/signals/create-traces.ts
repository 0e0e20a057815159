import type { MeterProvider } from '@opentelemetry/api'
import type { Resource } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ConsoleSpanExporter,
  SimpleSpanProcessor,
  type SpanExporter,
  type SpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { reportFailure } from '@tokenscope/core'
import type { Config } from '../config/config.ts'
import { createOtlpExporter } from '../exporters/create-otlp-exporter.ts'
import { loadPackage } from '../exporters/load-package.ts'
import { UndeliveredQueue } from '../exporters/undelivered-queue.ts'
import { createSampler } from './create-sampler.ts'

/** The tracer provider; undefined where spans would go nowhere, so that none are made. */
export function createTraces(config: Config, resource: Resource, selfMetrics: MeterProvider | undefined): TracerProvider | undefined {
  const spanProcessors = [...processors(config, selfMetrics), ...(config.given.spanProcessors ?? [])]
  if (spanProcessors.length === 0) return undefined
  const sampler = createSampler(config)
  return new TracerProvider({
    resource,
    spanProcessors,
    spanLimits: config.spanLimits,
    ...(sampler && { sampler }),
    ...(selfMetrics && { meterProvider: selfMetrics }),
  })
}

function processors(config: Config, selfObsMeterProvider: MeterProvider | undefined): SpanProcessor[] {
  const { exporters, protocol } = config.signals.traces
  const self = selfObsMeterProvider && { selfObsMeterProvider }
  return exporters.flatMap((name): SpanProcessor[] => {
    try {
      if (name === 'console') return [new SimpleSpanProcessor({ exporter: new ConsoleSpanExporter(), ...self })]
      const exporter = name === 'otlp' ? createOtlpExporter('traces', protocol, config.endpoint) : zipkinExporter()
      return [batching(exporter, `${name} export of traces`, config, self)]
    } catch (error) {
      reportFailure(`${name} export of traces`, error)
      return []
    }
  })
}

/** The SDK's batches, with a flush that also delivers what waits behind them. */
function batching(
  exporter: SpanExporter,
  what: string,
  { spanBatch }: Config,
  self: { selfObsMeterProvider: MeterProvider } | undefined,
): SpanProcessor {
  const { maxQueueSize = 2_048, scheduledDelayMillis = 5_000 } = spanBatch
  const queue = new UndeliveredQueue(exporter, { what, maxItems: maxQueueSize, retryMs: scheduledDelayMillis })
  const processor = new BatchSpanProcessor({ exporter: queue, ...spanBatch, ...self })
  const flushBatches = processor.forceFlush.bind(processor)
  processor.forceFlush = async () => {
    await flushBatches()
    await queue.forceFlush()
  }
  return processor
}

function zipkinExporter(): SpanExporter {
  const { ZipkinExporter } = loadPackage('@opentelemetry/exporter-zipkin', 'OTEL_TRACES_EXPORTER=zipkin')
  return new (ZipkinExporter as new () => SpanExporter)()
}
