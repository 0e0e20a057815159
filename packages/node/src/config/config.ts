import type { SpanLimits } from '@opentelemetry/sdk-trace'
import type { HistogramBuckets } from '../metrics/histogram-buckets.ts'
import type { SlaTargets } from '../summary/sla-targets.ts'
import type { GpuOptions } from './gpu-options.ts'
import type { StartOptions } from './start-options.ts'

export const PROTOCOLS = ['http/protobuf', 'http/json', 'grpc'] as const
export type Protocol = (typeof PROTOCOLS)[number]

export const PROPAGATORS = ['tracecontext', 'baggage', 'b3', 'b3multi'] as const
export type PropagatorName = (typeof PROPAGATORS)[number]

export const DETECTORS = ['env', 'host', 'os', 'process', 'serviceinstance'] as const
export type DetectorName = (typeof DETECTORS)[number]

export const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const
export type SamplerName = (typeof SAMPLERS)[number]

export const LOG_LEVELS = ['none', 'error', 'warn', 'info', 'debug', 'verbose', 'all'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Queue of a batch processor; an absent value is the SDK's default. */
export interface BatchConfig {
  readonly scheduledDelayMillis?: number
  readonly exportTimeoutMillis?: number
  readonly maxQueueSize?: number
  readonly maxExportBatchSize?: number
}

/** Where one signal goes. */
export interface SignalConfig<Exporter extends string> {
  readonly exporters: readonly Exporter[]
  readonly protocol: Protocol
}

/** Everything that `start()` needs, decided. Made of options and environment by `resolveConfig`, and never changed. */
export interface Config {
  readonly disabled: boolean
  readonly logLevel: LogLevel
  /** The endpoint option, which goes before every endpoint variable. */
  readonly endpoint: string | undefined
  readonly signals: {
    readonly traces: SignalConfig<'otlp' | 'console' | 'zipkin'>
    readonly metrics: SignalConfig<'otlp' | 'console'>
    readonly logs: SignalConfig<'otlp' | 'console'>
  }
  readonly prometheus: { readonly host: string; readonly port: number } | undefined
  readonly spanBatch: BatchConfig
  readonly logBatch: BatchConfig
  readonly spanLimits: SpanLimits
  readonly logLimits: { readonly attributeCountLimit?: number; readonly attributeValueLengthLimit?: number }
  readonly exportIntervalMs: number
  readonly exportTimeoutMs: number
  readonly sampler: { readonly name: SamplerName; readonly ratio: number } | undefined
  readonly propagators: readonly PropagatorName[]
  readonly detectors: readonly DetectorName[]
  readonly sdkMetrics: boolean
  readonly openai: Exclude<StartOptions['openai'], boolean | undefined> | undefined
  readonly host: boolean
  readonly runtime: boolean
  readonly gpu: Omit<GpuOptions, 'attribution'> | undefined
  /** Servers by `serverKey`. */
  readonly gpuAttribution: { readonly servers: ReadonlySet<string>; readonly gpuIds?: readonly string[] } | undefined
  /** Boundaries by metric name, or the file that has them. */
  readonly histogramBuckets: HistogramBuckets | string | undefined
  readonly shutdownTimeoutMs: number
  readonly handleSignals: boolean
  readonly summaryWindowMs: number
  readonly sla: SlaTargets
  /** What is passed on as it is. */
  readonly given: Pick<
    StartOptions,
    | 'serviceName'
    | 'serviceVersion'
    | 'resourceAttributes'
    | 'spanProcessors'
    | 'metricReaders'
    | 'logRecordProcessors'
    | 'views'
    | 'sampler'
  >
}
