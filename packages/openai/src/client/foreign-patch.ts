import { diag } from '@opentelemetry/api'
import { sayOnce } from '@tokenscope/core'

/**
 * Says once when an instrumentation of somebody else has patched the same methods: it records the same calls by the same names.
 * @param resource the object or prototype that has the method `create`; OpenTelemetry's instrumentations mark what they replace
 */
export function sayForeignPatch(resource: object | undefined): void {
  const { create } = (resource ?? {}) as { create?: { __wrapped?: unknown } }
  if (create?.__wrapped !== true) return
  sayOnce('foreign patch', () =>
    diag.warn(
      '[tokenscope] another instrumentation has patched this openai client: each call may be two spans, and count twice. Leave one of them out; ' +
        "OTEL_NODE_DISABLED_INSTRUMENTATIONS=openai turns off that of OpenTelemetry's auto-instrumentations.",
    ),
  )
}
