import type { GpuAttributionMethod } from '@tokenscope/semconv'
import type { GpuSample } from '../gpu-sample.ts'
import { type GpuShare, type RequestCost, toRequestCost } from './request-cost.ts'
import { shareWindow } from './share-window.ts'
import { TokenTimeline } from './token-timeline.ts'

/** Who tells of the requests. All times by `performance.now()`; calls for an unknown id do nothing. */
export interface RequestActivity {
  /** Whether the request is followed: not an id that already is, and at most 10,000 at a time. */
  begin(id: string, startMs: number): boolean
  tokens(id: string, atMs: number, count: number): void
  end(id: string, atMs: number): void
  /** Forgets a request, open or ended: no cost will be told. */
  drop(id: string): void
}

interface Request {
  readonly id: string
  readonly startMs: number
  endMs: number
  readonly timeline: TokenTimeline
  readonly gpus: Map<string, GpuShare>
  method: GpuAttributionMethod
}

interface Gpu {
  lastEndMs: number
  /** Lowest power in a window without a request. */
  idleWatts: number | undefined
}

/** A GPU that was not sampled for this long before a request began is not waited for and not counted. */
const GONE_MS = 10_000
/** Requests beyond this many are not followed, so that one that never ends cannot fill the memory. */
const MAX_REQUESTS = 10_000

/**
 * Shares every sampling window among the requests as it comes. A request is settled once all GPUs have been sampled up to its end, or when
 * `settle` is told that its time is up. No clock and no timer of its own.
 */
export class RequestLedger implements RequestActivity {
  readonly #requests = new Map<string, Request>()
  readonly #gpus = new Map<string, Gpu>()
  readonly #onCost: (cost: RequestCost) => void

  /** `onCost` is called once for every request that ended. */
  constructor(onCost: (cost: RequestCost) => void) {
    this.#onCost = onCost
  }

  begin(id: string, startMs: number): boolean {
    if (this.#requests.size >= MAX_REQUESTS || this.#requests.has(id)) return false
    const timeline = new TokenTimeline()
    this.#requests.set(id, { id, startMs, endMs: Number.POSITIVE_INFINITY, timeline, gpus: new Map(), method: 'exclusive' })
    return true
  }

  tokens(id: string, atMs: number, count: number): void {
    this.#requests.get(id)?.timeline.add(atMs, count)
  }

  end(id: string, atMs: number): void {
    const request = this.#requests.get(id)
    if (request) request.endMs = Math.min(request.endMs, atMs)
  }

  drop(id: string): void {
    this.#requests.delete(id)
  }

  /** Open, or ended and not settled. */
  has(id: string): boolean {
    return this.#requests.has(id)
  }

  /** Samples of one GPU in the order of time; windows must not overlap. */
  addSample(sample: GpuSample): void {
    const { gpuId, startMs, endMs } = sample
    const gpu = this.#gpus.get(gpuId) ?? { lastEndMs: endMs, idleWatts: undefined }
    this.#gpus.set(gpuId, gpu)
    gpu.lastEndMs = endMs
    if (startMs !== undefined && endMs > startMs) this.#share(sample, startMs, gpu)
    const oldestMs = Math.min(...[...this.#gpus.values()].map(({ lastEndMs }) => lastEndMs))
    for (const request of this.#requests.values()) request.timeline.forget(Math.max(oldestMs, endMs - GONE_MS))
    this.settle(Number.NEGATIVE_INFINITY)
  }

  /** Settles the requests that all GPUs have been sampled for, and those that ended before `endedBeforeMs` whatever is missing. */
  settle(endedBeforeMs: number): void {
    for (const request of [...this.#requests.values()]) {
      const gpus = [...this.#gpus].filter(([, { lastEndMs }]) => lastEndMs >= request.startMs - GONE_MS)
      const isSampled = gpus.length > 0 && gpus.every(([, { lastEndMs }]) => lastEndMs >= request.endMs)
      if (!isSampled && request.endMs >= endedBeforeMs) continue
      if (request.endMs === Number.POSITIVE_INFINITY) continue
      this.#requests.delete(request.id)
      this.#onCost(
        toRequestCost({
          id: request.id,
          durationMs: request.endMs - request.startMs,
          outputTokens: request.timeline.total,
          method: request.method,
          gpus: gpus.map(([gpuId]) => shareOf(request, gpuId)),
        }),
      )
    }
  }

  #share({ gpuId, endMs, energyJoules, utilization, powerWatts, memoryUsedBytes }: GpuSample, startMs: number, gpu: Gpu): void {
    const active = [...this.#requests.values()].map(({ id, startMs: fromMs, endMs: toMs, timeline }) => ({
      id,
      fromMs,
      toMs,
      tokens: timeline.between(startMs, endMs),
    }))
    const { shares, method } = shareWindow(startMs, endMs, active)
    const seconds = (endMs - startMs) / 1000
    if (method === undefined && powerWatts !== undefined) gpu.idleWatts = Math.min(gpu.idleWatts ?? powerWatts, powerWatts)
    for (const { id, share } of shares) {
      const request = this.#requests.get(id)!
      const own = shareOf(request, gpuId)
      const overlapMs = Math.min(request.endMs, endMs) - Math.max(request.startMs, startMs)
      if (energyJoules !== undefined) {
        own.energyMs += overlapMs
        own.joules += energyJoules * share
        const idle = gpu.idleWatts === undefined ? undefined : Math.min(gpu.idleWatts * seconds, energyJoules) * share
        own.idleJoules = own.idleJoules === undefined || idle === undefined ? undefined : own.idleJoules + idle
      }
      if (utilization !== undefined) {
        own.utilizationMs += overlapMs
        own.gpuSeconds += utilization * seconds * share
      }
      if (memoryUsedBytes !== undefined) own.peakMemoryBytes = Math.max(own.peakMemoryBytes ?? 0, memoryUsedBytes)
      if (method !== 'exclusive' && request.method !== 'tokens') request.method = method!
    }
  }
}

function shareOf(request: Request, gpuId: string): GpuShare {
  const found = request.gpus.get(gpuId) ?? {
    energyMs: 0,
    utilizationMs: 0,
    joules: 0,
    idleJoules: 0,
    gpuSeconds: 0,
    peakMemoryBytes: undefined,
  }
  request.gpus.set(gpuId, found)
  return found
}
