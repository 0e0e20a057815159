/** What a lens has used since its start, after a garbage collection. Sizes are bytes. */
export interface LensUsage {
  readonly cpuSeconds: number
  readonly rss: number
  readonly heapUsed: number
  readonly external: number
  readonly calls: number
  readonly spans: number
  /** What the lens itself believes that it holds. */
  readonly bytes: number
  readonly droppedSpans: number
}
