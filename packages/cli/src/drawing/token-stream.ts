import type { ChunkKind } from '@tokenscope/semconv'

/** Chunks that arrived one after the other, as one event of the token time line reports them. */
export interface ChunkRun {
  readonly startMs: number
  readonly endMs: number
  readonly count: number
  readonly kinds: readonly ChunkKind[]
}

/** One call as its time line is drawn. All times are milliseconds from the call's start. */
export interface TokenStream {
  readonly durationMs: number
  readonly firstTokenMs?: number
  readonly lastTokenMs?: number
  readonly runs: readonly ChunkRun[]
  readonly stalls: readonly { readonly atMs: number; readonly durationMs: number }[]
  /** Attempts that failed; `reason` is short, for example the HTTP status. */
  readonly retries: readonly { readonly atMs: number; readonly reason: string }[]
  /** The call did not end well: its end is marked. */
  readonly broken: boolean
}
