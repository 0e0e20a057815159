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
import { reportOnce } from '../exporters/report-once.ts'
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
      return [new BatchSpanProcessor({ exporter: reportOnce(exporter, `${name} export of traces`), ...config.spanBatch, ...self })]
    } catch (error) {
      reportFailure(`${name} export of traces`, error)
      return []
    }
  })
}

function zipkinExporter(): SpanExporter {
  const { ZipkinExporter } = loadPackage('@opentelemetry/exporter-zipkin', 'OTEL_TRACES_EXPORTER=zipkin')
  return new (ZipkinExporter as new () => SpanExporter)()
}
