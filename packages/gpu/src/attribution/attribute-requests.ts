import type { GpuMetrics } from '../gpu-metrics.ts'
import type { RequestCost } from './request-cost.ts'
import { type RequestActivity, RequestLedger } from './request-ledger.ts'

export interface AttributionOptions {
  /** Where the samples come from. */
  readonly gpu: Pick<GpuMetrics, 'onSample'>
  /** Called once for every request that ended, after the GPUs were sampled past its end or `settleMs` later. Must not throw. */
  readonly onCost: (cost: RequestCost) => void
  /** `hw.id` of the GPUs that serve the requests. Default: all of this host. */
  readonly gpuIds?: readonly string[]
  /** How long after its end a request waits for its last samples. Default 5000 ms. */
  readonly settleMs?: number
}

/** A running join of requests and GPUs. */
export interface Attribution {
  /** To be told of every request to a server that runs on these GPUs, and of no other. */
  readonly activity: RequestActivity
  /** Settles what has ended with what is known now, as before an export: the windows that are still to come are missing. */
  settle(): void
  /** Settles what has ended with what is known, and stops listening. */
  shutdown(): void
}

/** Joins requests with GPU samples: what each request cost, see {@link RequestCost}. Keeps no event loop alive. */
export function attributeRequests({ gpu, onCost, gpuIds, settleMs = 5_000 }: AttributionOptions): Attribution {
  const ledger = new RequestLedger(onCost)
  const timers = new Set<NodeJS.Timeout>()
  const unsubscribe = gpu.onSample((sample) => {
    if (gpuIds === undefined || gpuIds.includes(sample.gpuId)) ledger.addSample(sample)
  })
  return {
    activity: {
      begin: (id, startMs) => ledger.begin(id, startMs),
      tokens: (id, atMs, count) => ledger.tokens(id, atMs, count),
      drop: (id) => ledger.drop(id),
      end: (id, atMs) => {
        ledger.end(id, atMs)
        const timer = setTimeout(() => {
          timers.delete(timer)
          // Nearly always its samples came long ago.
          if (ledger.has(id)) ledger.settle(performance.now() - settleMs + 1)
        }, settleMs)
        timer.unref()
        timers.add(timer)
      },
    },
    settle: () => ledger.settle(Number.POSITIVE_INFINITY),
    shutdown: () => {
      unsubscribe()
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      ledger.settle(Number.POSITIVE_INFINITY)
    },
  }
}
