import type { Summary } from './summary/summary.ts'

/** Running telemetry. */
export interface Telemetry {
  /** Where Prometheus scrapes; undefined until the endpoint listens, where it is off, and where it could not listen. */
  readonly prometheusUrl: string | undefined
  /** Resolves when the Prometheus endpoint listens or has said why it cannot. Never rejects. */
  readonly ready: Promise<void>
  /** Counts and times of all calls of this process, computed in the process. Cheap enough for every page view. */
  summary(): Summary
  /** Sends everything that is waiting, in at most `shutdownTimeoutMs`. Never rejects. */
  forceFlush(): Promise<void>
  /**
   * Ends open calls as `aborted`, sends everything and stops, in at most `shutdownTimeoutMs`. Harmless when called twice.
   * Never rejects.
   */
  shutdown(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}
