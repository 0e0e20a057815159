import type { Profile } from '@tokenscope/semconv'
import { activeRequests, type CallDimensions, CallMetrics } from './call-metrics.ts'
import type { MetricStore, SumPoint } from './metric-store.ts'

const MAX_ENTRIES = 4096

/** Finds the points of a call; the last answer is tried first, because calls come in runs. */
export class CallMetricsCache {
  readonly #profile: Profile
  #store: MetricStore | undefined
  #last: CallMetrics | undefined
  #lastActive: { call: CallDimensions; point: SumPoint } | undefined
  #entries = new Map<string, CallMetrics>()
  #active = new Map<string, SumPoint>()

  constructor(profile: Profile) {
    this.#profile = profile
  }

  find(store: MetricStore, call: CallDimensions): CallMetrics {
    this.#use(store)
    const last = this.#last
    if (last !== undefined && same(last.dimensions, call)) return last
    const key = `${startKey(call)}\n${call.responseModel ?? ''}\n${call.serviceTier ?? ''}\n${call.errorType ?? ''}\n${call.outcome}`
    let found = this.#entries.get(key)
    if (!found) {
      if (this.#entries.size >= MAX_ENTRIES) this.#entries.clear()
      found = new CallMetrics(store, this.#profile, copy(call))
      this.#entries.set(key, found)
    }
    this.#last = found
    return found
  }

  active(store: MetricStore, call: CallDimensions): SumPoint {
    this.#use(store)
    const last = this.#lastActive
    if (last !== undefined && sameStart(last.call, call)) return last.point
    const key = startKey(call)
    let found = this.#active.get(key)
    if (!found) {
      if (this.#active.size >= MAX_ENTRIES) this.#active.clear()
      found = activeRequests(store, call)
      this.#active.set(key, found)
    }
    this.#lastActive = { call: copy(call), point: found }
    return found
  }

  #use(store: MetricStore): void {
    if (store === this.#store) return
    this.#store = store
    this.#last = undefined
    this.#lastActive = undefined
    this.#entries = new Map()
    this.#active = new Map()
  }
}

function startKey(call: CallDimensions): string {
  return `${call.operation}\n${call.provider}\n${call.model ?? ''}\n${call.serverAddress ?? ''}\n${call.serverPort ?? ''}`
}

function copy(call: CallDimensions): CallDimensions {
  const { operation, provider, model, serverAddress, serverPort, responseModel, serviceTier, errorType, outcome } = call
  return { operation, provider, model, serverAddress, serverPort, responseModel, serviceTier, errorType, outcome }
}

function same(a: CallDimensions, b: CallDimensions): boolean {
  return (
    sameStart(a, b) &&
    a.responseModel === b.responseModel &&
    a.outcome === b.outcome &&
    a.errorType === b.errorType &&
    a.serviceTier === b.serviceTier
  )
}

function sameStart(a: CallDimensions, b: CallDimensions): boolean {
  return (
    a.operation === b.operation &&
    a.model === b.model &&
    a.provider === b.provider &&
    a.serverAddress === b.serverAddress &&
    a.serverPort === b.serverPort
  )
}
