import type { TelemetryOptions } from '@tokenscope/core'

/** Options of every way to instrument `openai`; all optional. */
export interface OpenAIOptions extends TelemetryOptions {
  /**
   * Send W3C `traceparent` with each request, so that the server's own spans join the trace: `auto` (default) to self-hosted
   * servers only, that is, base URLs of no known provider, and not where HTTP instrumentation already does it; `true` always;
   * `false` never. A header that the application set is never touched.
   */
  propagateTraceContext?: 'auto' | boolean
}

/** Names that core's check of the options must leave to this package. */
export const OWN_OPTIONS: readonly string[] = ['propagateTraceContext']

/** Checks this package's own options; a bad one is described in `problems` and its default is used. */
export function resolvePropagation(options: OpenAIOptions | undefined, problems: string[]): 'auto' | boolean {
  const value: unknown = options?.propagateTraceContext
  if (value === undefined) return 'auto'
  if (value === 'auto' || typeof value === 'boolean') return value
  problems.push(`option "propagateTraceContext" is ${JSON.stringify(value)}; allowed is "auto", true or false. "auto" is used.`)
  return 'auto'
}
