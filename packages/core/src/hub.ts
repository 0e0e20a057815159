import type { Generation } from './generation/generation.ts'
import type { MetricStore } from './metrics/metric-store.ts'

/** Told of every generation of the process. Must be fast; what it throws is reported and swallowed. */
export interface GenerationListener {
  started?(generation: Generation): void
  /**
   * The call has ended and its metrics are recorded; attributes may still be added with `generation.setAttribute`. A promise holds
   * the span, whose end time is fixed, until it settles or {@link MAX_HOLD_MS} have passed.
   */
  ending?(generation: Generation): void | Promise<void>
}

/**
 * What all copies of Tokenscope in a process share: where metrics go, who listens, which calls are open.
 * It holds generations, never the application's streams, so that an abandoned stream can be collected.
 */
export interface Hub {
  /** Set by `@tokenscope/node`: metrics then go to its readers in bulk. */
  store: MetricStore | undefined
  readonly listeners: Set<GenerationListener>
  readonly open: Set<Generation>
  /** Ended calls whose span a listener still holds; `generation.release()` ends it now. */
  readonly held: Set<Generation>
  /** Failures of the telemetry by component, before and after a metric store takes them over. */
  readonly failures: Map<string, number>
  failed(component: string): void
}

/** The longest time that listeners may hold the span of an ended call, milliseconds. */
export const MAX_HOLD_MS = 10_000

const KEY = Symbol.for('tokenscope.hub.v1')
const holder = globalThis as { [KEY]?: Hub }

/** The hub of this process. */
export function hub(): Hub {
  let found = holder[KEY]
  if (!found) {
    const failures = new Map<string, number>()
    found = {
      store: undefined,
      listeners: new Set(),
      open: new Set(),
      held: new Set(),
      failures,
      failed: (component) => failures.set(component, (failures.get(component) ?? 0) + 1),
    }
    holder[KEY] = found
  }
  return found
}
