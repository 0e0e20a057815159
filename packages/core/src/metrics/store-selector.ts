import { type MeterProvider, metrics } from '@opentelemetry/api'
import { ATTR_COMPONENT, SDK_ERRORS } from '@tokenscope/semconv'
import { hub } from '../hub.ts'
import { InstrumentStore } from './instrument-store.ts'
import type { MetricStore } from './metric-store.ts'

/** Name and version of the instrumentation scope. */
export interface Scope {
  readonly name: string
  readonly version: string
}

/**
 * Finds the store for the next call: the given meter provider's instruments, else the process's own cells, else the
 * instruments of the global meter provider. Asked at each call, because the SDK may start after the client was made.
 */
export function createStoreSelector(scope: Scope, given: MeterProvider | undefined): () => MetricStore {
  if (given) {
    const store = instrumentsOf(given, scope)
    return () => store
  }
  let provider: MeterProvider | undefined
  let store: MetricStore | undefined
  return () => {
    const shared = hub().store
    if (shared) return shared
    const current = metrics.getMeterProvider()
    if (store === undefined || current !== provider) {
      provider = current
      store = instrumentsOf(current, scope)
    }
    return store
  }
}

/** One store a provider and scope, however many clients there are: each observable callback stays for the life of its provider. */
const stores = new WeakMap<MeterProvider, Map<string, InstrumentStore>>()

function instrumentsOf(provider: MeterProvider, scope: Scope): InstrumentStore {
  let ofProvider = stores.get(provider)
  if (!ofProvider) {
    ofProvider = new Map()
    stores.set(provider, ofProvider)
  }
  let store = ofProvider.get(scope.name)
  if (!store) {
    store = createInstruments(provider, scope)
    ofProvider.set(scope.name, store)
  }
  return store
}

function createInstruments(provider: MeterProvider, scope: Scope): InstrumentStore {
  const meter = provider.getMeter(scope.name, scope.version)
  const { name, description, unit } = SDK_ERRORS
  meter.createObservableCounter(name, { description, unit }).addCallback((result) => {
    for (const [component, count] of hub().failures) result.observe(count, { [ATTR_COMPONENT]: component })
  })
  return new InstrumentStore(meter)
}
