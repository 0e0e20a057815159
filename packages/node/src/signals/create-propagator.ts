import type { TextMapPropagator } from '@opentelemetry/api'
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core'
import { reportFailure } from '@tokenscope/core'
import type { PropagatorName } from '../config/config.ts'
import { loadPackage } from '../exporters/load-package.ts'

interface B3Module {
  B3Propagator: new (config?: { injectEncoding: unknown }) => TextMapPropagator
  B3InjectEncoding: { MULTI_HEADER: unknown }
}

const PROPAGATORS: Readonly<Record<PropagatorName, () => TextMapPropagator>> = {
  tracecontext: () => new W3CTraceContextPropagator(),
  baggage: () => new W3CBaggagePropagator(),
  b3: () => new (b3('b3').B3Propagator)(),
  b3multi: () => new (b3('b3multi').B3Propagator)({ injectEncoding: b3('b3multi').B3InjectEncoding.MULTI_HEADER }),
}

/** One propagator of those named; undefined for none. One whose package is missing is said and left out. */
export function createPropagator(names: readonly PropagatorName[]): TextMapPropagator | undefined {
  const propagators: TextMapPropagator[] = []
  for (const name of names) {
    try {
      propagators.push(PROPAGATORS[name]())
    } catch (error) {
      reportFailure('propagator', error)
    }
  }
  return propagators.length === 0 ? undefined : new CompositePropagator({ propagators })
}

function b3(name: string): B3Module {
  return loadPackage('@opentelemetry/propagator-b3', `OTEL_PROPAGATORS=${name}`) as unknown as B3Module
}
