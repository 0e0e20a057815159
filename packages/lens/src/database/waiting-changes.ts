import type { StoredLog, StoredSpan } from '../store/stored-span.ts'
import type { TraceStore } from '../store/trace-store.ts'

/** What the file is to do to be like the memory again. */
export type Change =
  | { readonly kind: 'span'; readonly span: StoredSpan }
  | { readonly kind: 'log'; readonly log: StoredLog }
  | { readonly kind: 'drop'; readonly traceId: string }
  | { readonly kind: 'clear' }

/** While the disk takes nothing (full, gone), so much may wait; beyond it, what waits is put together anew from what is held. */
const MOST_CHANGES = 50_000
const MOST_BYTES = 32 * 1024 * 1024

/** Changes that wait for the disk, in their order. Spans that memory has let go since are not kept alive here without end. */
export class WaitingChanges {
  readonly #traces: TraceStore
  #changes: Change[] = []
  #added = 0
  #addedBytes = 0

  constructor(traces: TraceStore) {
    this.#traces = traces
  }

  get size(): number {
    return this.#changes.length
  }

  add(change: Change): void {
    this.#changes.push(change)
    this.#added++
    this.#addedBytes += bytesOf(change)
    if (this.#added > MOST_CHANGES || this.#addedBytes > MOST_BYTES) this.#beginAnew()
  }

  first(count: number): readonly Change[] {
    return this.#changes.slice(0, count)
  }

  /** The first `count` are done. */
  done(count: number): void {
    this.#changes.splice(0, count)
    if (this.#changes.length > 0) return
    this.#added = 0
    this.#addedBytes = 0
  }

  /** Everything that is held, onto an empty file: the same in the end, and no more than what memory holds anyway. */
  #beginAnew(): void {
    this.#changes = [{ kind: 'clear' }]
    for (const { spans, logs } of this.#traces.traces()) {
      for (const span of spans.values()) this.#changes.push({ kind: 'span', span })
      for (const log of logs) this.#changes.push({ kind: 'log', log })
    }
    this.#added = 0
    this.#addedBytes = 0
  }
}

function bytesOf(change: Change): number {
  if (change.kind === 'span') return change.span.bytes.length
  return change.kind === 'log' ? change.log.bytes.length : 0
}
