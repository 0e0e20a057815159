/** A part of the OpenTelemetry API that takes one global implementation. */
export type ApiName = 'trace' | 'metrics' | 'logs' | 'context' | 'propagation' | 'diag'

/** Where every copy of `@opentelemetry/api` 1.x keeps what is registered; the API itself has no question for it. */
const API_GLOBALS = Symbol.for('opentelemetry.js.api.1')

/** What is registered. Asked before registering, because the API shouts with a stack trace when it refuses. */
export function getRegistered(name: ApiName): unknown {
  return (globalThis as { [API_GLOBALS]?: Partial<Record<ApiName, unknown>> })[API_GLOBALS]?.[name]
}

/** Whether somebody has registered an implementation. */
export function isRegistered(name: ApiName): boolean {
  return getRegistered(name) !== undefined
}
