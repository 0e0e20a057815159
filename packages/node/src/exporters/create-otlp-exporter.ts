import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto'
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import type { LogRecordExporter } from '@opentelemetry/sdk-logs'
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics'
import type { SpanExporter } from '@opentelemetry/sdk-trace'
import type { Protocol } from '../config/config.ts'
import { makeAbandonable } from './abandon-exports.ts'
import { loadPackage } from './load-package.ts'
import type { Signal } from './signal.ts'

export interface ExporterOf {
  traces: SpanExporter
  metrics: PushMetricExporter
  logs: LogRecordExporter
}

type ExporterClass = new (config: { url?: string }) => unknown

/** Packages of the protocols that few use. */
const FURTHER_PACKAGES: Readonly<Record<Signal, Readonly<Record<Exclude<Protocol, 'http/protobuf'>, string>>>> = {
  traces: { 'http/json': '@opentelemetry/exporter-trace-otlp-http', grpc: '@opentelemetry/exporter-trace-otlp-grpc' },
  metrics: { 'http/json': '@opentelemetry/exporter-metrics-otlp-http', grpc: '@opentelemetry/exporter-metrics-otlp-grpc' },
  logs: { 'http/json': '@opentelemetry/exporter-logs-otlp-http', grpc: '@opentelemetry/exporter-logs-otlp-grpc' },
}

const CLASS_NAMES = { traces: 'OTLPTraceExporter', metrics: 'OTLPMetricExporter', logs: 'OTLPLogExporter' } as const

/**
 * Makes the OTLP exporter of a signal. It reads headers, timeout, compression, certificates and temporality from the
 * standard variables itself, and retries as the protocol demands:
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 * @param endpoint base URL, before every endpoint variable
 */
export function createOtlpExporter<S extends Signal>(signal: S, protocol: Protocol, endpoint: string | undefined): ExporterOf[S] {
  const url = endpoint === undefined || protocol === 'grpc' ? endpoint : `${endpoint.replace(/\/+$/, '')}/v1/${signal}`
  const Exporter = exporterClass(signal, protocol)
  return makeAbandonable(new Exporter(url === undefined ? {} : { url }) as ExporterOf[S])
}

function exporterClass(signal: Signal, protocol: Protocol): ExporterClass {
  if (protocol === 'http/protobuf') return { traces: OTLPTraceExporter, metrics: OTLPMetricExporter, logs: OTLPLogExporter }[signal]
  const module = loadPackage(FURTHER_PACKAGES[signal][protocol], `OTEL_EXPORTER_OTLP_PROTOCOL=${protocol} for ${signal}`)
  return module[CLASS_NAMES[signal]] as ExporterClass
}
