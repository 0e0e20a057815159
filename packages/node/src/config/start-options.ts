import type { Attributes } from '@opentelemetry/api'
import type { LogRecordProcessor } from '@opentelemetry/sdk-logs'
import type { IMetricReader, ViewOptions } from '@opentelemetry/sdk-metrics'
import type { Sampler, SpanProcessor } from '@opentelemetry/sdk-trace'
import type { OpenAIOptions } from '@tokenscope/openai'
import type { HistogramBuckets } from '../metrics/histogram-buckets.ts'
import type { SlaTargets } from '../summary/sla-targets.ts'
import type { GpuOptions } from './gpu-options.ts'

/** What tells providers apart belongs to `start()` itself. */
type CallOptions = Omit<OpenAIOptions, 'tracerProvider' | 'meterProvider' | 'loggerProvider'>

/**
 * Options of {@link start}. All are optional, each goes before its environment variable, and a bad one is described once
 * and its default used. Options of calls (`tokenEvents`, `captureContent`, …) apply to automatically instrumented clients;
 * `instrumentOpenAI` and `startGeneration` take their own.
 */
export interface StartOptions extends CallOptions {
  /** `service.name`. Default: `OTEL_SERVICE_NAME`, else `unknown_service:node`. */
  serviceName?: string
  /** `service.version`. Default: none. */
  serviceVersion?: string
  /** Further attributes of the resource; they go before `OTEL_RESOURCE_ATTRIBUTES`. */
  resourceAttributes?: Attributes
  /**
   * Base URL of an OTLP receiver for all signals, for example `http://localhost:4318`; turns OTLP on.
   * Default: `OTEL_EXPORTER_OTLP_ENDPOINT`, else no OTLP.
   */
  endpoint?: string
  /**
   * The Prometheus endpoint. Default: on at `127.0.0.1:9464` where no OTLP endpoint takes the metrics, else off.
   * Environment: `TOKENSCOPE_PROMETHEUS`, `OTEL_EXPORTER_PROMETHEUS_HOST`, `OTEL_EXPORTER_PROMETHEUS_PORT`.
   */
  prometheus?: boolean | PrometheusOptions
  /** Automatic instrumentation of `openai`: its options, or `false` for none. Default: on. Environment: `TOKENSCOPE_OPENAI`. */
  openai?: boolean | CallOptions
  /** CPU, system memory and process metrics. Default: true. Environment: `TOKENSCOPE_HOST_METRICS`. */
  host?: boolean
  /** Event loop, heap and garbage collection. Default: true. Environment: `TOKENSCOPE_RUNTIME_METRICS`. */
  runtime?: boolean
  /**
   * GPU metrics through `nvidia-smi`: `auto` (default: where there is one), options, or `false`; with `attribution`, what calls to
   * servers on this host cost its GPUs. Environment: `TOKENSCOPE_GPU`, `TOKENSCOPE_GPU_SERVERS`.
   */
  gpu?: 'auto' | false | GpuOptions
  /** Further span processors, beside those of the exporters. */
  spanProcessors?: readonly SpanProcessor[]
  /** Further metric readers. Call metrics reach them too. */
  metricReaders?: readonly IMetricReader[]
  /** Further log record processors. */
  logRecordProcessors?: readonly LogRecordProcessor[]
  /** Views of the application's own instruments. Call metrics do not pass through instruments, so views do not change them. */
  views?: readonly ViewOptions[]
  /** Which traces are recorded. Default: `OTEL_TRACES_SAMPLER`, else all whose parent is recorded. */
  sampler?: Sampler
  /** What `summary()` covers. */
  summary?: SummaryOptions
  /**
   * Bucket boundaries of call metrics in place of the built-in ones, by the metric's OpenTelemetry name, or the path of a JSON file with
   * them. `tokenscope sla generate` writes `histogram-buckets.json`: a target is answered exactly only where a bucket ends at it.
   * Environment: `TOKENSCOPE_HISTOGRAM_BUCKETS`, a path.
   */
  histogramBuckets?: HistogramBuckets | string
  /** The longest that a shutdown takes, milliseconds. Default 5,000. Environment: `TOKENSCOPE_SHUTDOWN_TIMEOUT_MS`. */
  shutdownTimeoutMs?: number
  /**
   * On SIGTERM and SIGINT end open calls as `aborted`, send everything, then let the signal do what it would have done.
   * Where the application listens to the signal too, everything is sent and the rest is left to it.
   * Default true. Environment: `TOKENSCOPE_HANDLE_SIGNALS`.
   */
  handleSignals?: boolean
}

/** Where the Prometheus endpoint listens. */
export interface PrometheusOptions {
  /** Address to bind. Default `127.0.0.1`: this machine alone. */
  host?: string
  /** Port; 0 takes a free one. Default 9464. */
  port?: number
}

/** What `summary()` covers. */
export interface SummaryOptions {
  /** Length of the sliding window, milliseconds. Default 300,000. */
  windowMs?: number
  /** Targets to compare with. Default: p95 3 s, p99 5 s, availability 99.5 %, error rate 0.1 %. */
  sla?: SlaTargets
}
