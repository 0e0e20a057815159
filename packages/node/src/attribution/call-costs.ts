import { callAttributes, type Generation, type GenerationListener, reportFailure } from '@tokenscope/core'
import {
  type Attribution,
  attributeRequests,
  type GpuMetrics,
  type RecordCost,
  type RequestCost,
  toCostAttributes,
  withOutputTokens,
} from '@tokenscope/gpu'
import { serverKey } from './server-key.ts'

export interface CallCostsOptions {
  readonly gpu: Pick<GpuMetrics, 'onSample'>
  /** Keys by {@link serverKey}. */
  readonly servers: ReadonlySet<string>
  readonly gpuIds?: readonly string[]
  /** Time between two samples. */
  readonly intervalMs: number
  /** Absent where nobody reads metrics. */
  readonly record?: RecordCost | undefined
}

interface OpenCall {
  readonly id: string
  /** Tokens or chunks that the attribution has been told of. */
  told: number
}

interface EndedCall {
  readonly generation: Generation
  readonly known: () => void
}

/** Below the longest time that core holds a span. */
const MAX_SETTLE_MS = 9_000

/**
 * Tells the attribution of every call to the servers of this host, and the span and the metrics of a call what it cost the GPUs. A call costs
 * no work per chunk: how far each has come is read at every sample. Where no GPU is being sampled, no span is held.
 */
export class CallCosts implements GenerationListener {
  readonly #servers: ReadonlySet<string>
  readonly #record: RecordCost | undefined
  readonly #freshMs: number
  readonly #attribution: Attribution
  readonly #stopCounting: () => void
  readonly #open = new Map<Generation, OpenCall>()
  readonly #ended = new Map<string, EndedCall>()
  #lastId = 0
  #sampledAtMs = Number.NEGATIVE_INFINITY

  constructor({ gpu, servers, gpuIds, intervalMs, record }: CallCostsOptions) {
    this.#servers = servers
    this.#record = record
    this.#freshMs = Math.max(3 * intervalMs, 10_000)
    // Before the attribution, which shares the window out by these tokens.
    this.#stopCounting = gpu.onSample(({ gpuId, endMs }) => {
      if (gpuIds !== undefined && !gpuIds.includes(gpuId)) return
      this.#sampledAtMs = endMs
      for (const [generation, call] of this.#open) this.#tellTokens(call, producedBy(generation), endMs)
    })
    const settleMs = Math.min(Math.max(2 * intervalMs, 5_000), MAX_SETTLE_MS)
    this.#attribution = attributeRequests({ gpu, settleMs, onCost: (cost) => this.#onCost(cost), ...(gpuIds && { gpuIds }) })
  }

  started(generation: Generation): void {
    if (!this.#servers.has(serverKey(generation.serverAddress, generation.serverPort))) return
    const id = String(++this.#lastId)
    if (this.#attribution.activity.begin(id, generation.startMs)) this.#open.set(generation, { id, told: 0 })
  }

  ending(generation: Generation): Promise<void> | undefined {
    const call = this.#open.get(generation)
    if (!call) return undefined
    this.#open.delete(generation)
    const { activity } = this.#attribution
    if (generation.endMs - this.#sampledAtMs > this.#freshMs) {
      activity.drop(call.id)
      return undefined
    }
    // An answer that is not streamed comes with all its tokens at once.
    this.#tellTokens(call, generation.timing ? producedBy(generation) : (generation.usage?.outputTokens ?? 0), generation.endMs)
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#ended.set(call.id, { generation, known: resolve })
    activity.end(call.id, generation.endMs)
    return promise
  }

  /** Settles the calls that have ended with what is known now. */
  settle(): void {
    this.#attribution.settle()
  }

  /** Settles, and leaves the samples alone from now on. */
  shutdown(): void {
    this.#stopCounting()
    this.#open.clear()
    this.#attribution.shutdown()
  }

  #tellTokens(call: OpenCall, produced: number, atMs: number): void {
    if (produced <= call.told) return
    this.#attribution.activity.tokens(call.id, atMs, produced - call.told)
    call.told = produced
  }

  #onCost(cost: RequestCost): void {
    const ended = this.#ended.get(cost.id)
    if (!ended) return
    this.#ended.delete(cost.id)
    const { generation, known } = ended
    try {
      const stated = withOutputTokens(cost, generation.usage?.outputTokens)
      for (const [name, value] of Object.entries(toCostAttributes(stated))) if (value !== undefined) generation.setAttribute(name, value)
      this.#record?.(stated, callAttributes(generation))
    } catch (error) {
      reportFailure('GPU attribution', error)
    } finally {
      known()
    }
  }
}

/** How far a streamed call has come: tokens where the application counts them, else chunks with content. */
function producedBy({ timing }: Generation): number {
  return timing === undefined ? 0 : timing.tokenCount > 0 ? timing.tokenCount : timing.contentChunkCount
}
