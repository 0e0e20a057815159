import type { MeterProvider, TracerProvider } from '@opentelemetry/api'
import type { ProfileId } from '@tokenscope/semconv'
import type { PriceTable } from '../cost.ts'

export const CAPTURE_MODES = ['none', 'span', 'event', 'both'] as const
/** Where prompts and answers are recorded. */
export type CaptureMode = (typeof CAPTURE_MODES)[number]

export const TOKEN_EVENT_MODES = ['off', 'milestones', 'timeline', 'every'] as const
/** How much of the token time line becomes span events. */
export type TokenEventMode = (typeof TOKEN_EVENT_MODES)[number]

/** The part of the Logs API that is used; `logs.getLoggerProvider()` of API 1.10 or `api-logs` both fit. */
export interface LoggerProviderLike {
  getLogger(name: string, version?: string): { emit(record: LogEvent): void }
}

/** A log record that is an event; every field is optional so that the record types of all SDKs fit. */
export interface LogEvent {
  eventName?: string | undefined
  severityNumber?: number | undefined
  /** Unix milliseconds, when we write it. */
  timestamp?: unknown
  attributes?: Record<string, unknown> | undefined
  context?: unknown
}

/** Options shared by every way to instrument. All are optional; the environment gives defaults, see `resolveOptions`. */
export interface TelemetryOptions {
  /** Default: the global tracer provider, also when it is registered later. */
  tracerProvider?: TracerProvider
  /** Default: the readers of `@tokenscope/node`, else the global meter provider. */
  meterProvider?: MeterProvider
  /** Default: the global logger provider of `@opentelemetry/api` 1.10. */
  loggerProvider?: LoggerProviderLike
  /**
   * Which GenAI conventions to emit: `v1.41` (default), the last published ones, or `latest`, the moving main branch.
   * `OTEL_SEMCONV_STABILITY_OPT_IN=gen_ai_latest_experimental` selects `latest`.
   */
  semconv?: ProfileId
  /**
   * Record prompts and answers: on the span, as a log event, both, or `none` (default).
   * Environment: `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`.
   */
  captureContent?: CaptureMode
  /**
   * Token-level span events: `off`; `milestones` (first and last token, stalls); `timeline` (default: also every chunk, merged so
   * that a stream of any length stays under the SDK's event limit); `every` (one event a chunk, up to 4,096: raise
   * `OTEL_SPAN_EVENT_COUNT_LIMIT` to keep them). Environment: `TOKENSCOPE_TOKEN_EVENTS`.
   */
  tokenEvents?: TokenEventMode
  /** A wait for the next chunk of at least so many milliseconds is a stall. Default 2,000. Environment: `TOKENSCOPE_STALL_THRESHOLD_MS`. */
  stallThresholdMs?: number
  /** `gen_ai.provider.name`. Default: found from the client's class and base URL, else `openai`. */
  provider?: string
  /** Changes each text, and each number that a tool is called with, before it is recorded; where it throws nothing is. */
  redact?: (text: string, attribute: string) => string
  /** The most characters of content in one attribute; the rest is cut and marked. Default 16,384. Environment: `TOKENSCOPE_MAX_CONTENT_LENGTH`. */
  maxContentLength?: number
  /** Prices by model, for the cost of a call. Default: none, and no cost is reported. */
  prices?: PriceTable
}
