import type { MeterProvider } from '@opentelemetry/api'
import type { Config } from '../config/config.ts'
import type { BulkSources } from '../metrics/bulk-sources.ts'

/** What a feature may use. */
export interface FeatureContext {
  readonly config: Config
  /** Undefined where nobody reads metrics. */
  readonly meterProvider: MeterProvider | undefined
  /** Takes sources that every reader then reads. */
  readonly bulk: BulkSources
  /** What a feature has to finish before anything is sent: above all, spans that it holds. */
  readonly beforeFlush: Set<() => void>
}

/** Something that runs beside the calls. It starts where the configuration wants it and returns how to stop it. */
export interface Feature {
  readonly name: string
  start(context: FeatureContext): (() => void | Promise<void>) | undefined
}
