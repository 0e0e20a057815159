import {
  type ContextManager,
  context,
  type LoggerProvider,
  logs,
  type MeterProvider,
  metrics,
  propagation,
  type TextMapPropagator,
  type TracerProvider,
  trace,
} from '@opentelemetry/api'
import { type ApiName, isRegistered } from './registered-apis.ts'

/** Implementations to make global; those that are undefined are not. */
export interface Globals {
  context: ContextManager | undefined
  propagation: TextMapPropagator | undefined
  trace: TracerProvider | undefined
  metrics: MeterProvider | undefined
  logs: LoggerProvider | undefined
}

/**
 * Makes the implementations global where nobody else has, and leaves the others alone.
 * @returns the undo, and the names that another SDK holds
 */
export function registerGlobals(globals: Globals): { undo: () => void; taken: ApiName[] } {
  const undos: (() => void)[] = []
  const taken: ApiName[] = []
  const register = <T>(name: ApiName, value: T | undefined, set: (value: T) => boolean, unset: () => void): void => {
    if (value === undefined) return
    if (isRegistered(name) || !set(value)) taken.push(name)
    else undos.push(unset)
  }
  register(
    'context',
    globals.context,
    (value) => context.setGlobalContextManager(value),
    () => context.disable(),
  )
  register(
    'propagation',
    globals.propagation,
    (value) => propagation.setGlobalPropagator(value),
    () => propagation.disable(),
  )
  register(
    'trace',
    globals.trace,
    (value) => trace.setGlobalTracerProvider(value),
    () => trace.disable(),
  )
  register(
    'metrics',
    globals.metrics,
    (value) => metrics.setGlobalMeterProvider(value),
    () => metrics.disable(),
  )
  register(
    'logs',
    globals.logs,
    (value) => logs.setGlobalLoggerProvider(value),
    () => logs.disable(),
  )
  return {
    taken,
    undo: () => {
      for (const undo of undos.reverse()) undo()
    },
  }
}
