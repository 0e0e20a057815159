/** What one request came to. Times are milliseconds of the monotonic clock. */
export interface CallResult {
  /** When it was to start: in an open stage before `startMs`, where the generator was late. */
  readonly intendedMs: number
  readonly startMs: number
  /** First chunk with content; undefined without one. */
  readonly firstTokenMs: number | undefined
  readonly endMs: number
  /** By the usage that the server reported, else chunks with content. */
  readonly outputTokens: number
  readonly promptTokens: number | undefined
  /** Whether `outputTokens` were reported. */
  readonly tokensReported: boolean
  /** `undefined` where it succeeded, else an HTTP status, `timeout`, `truncated`, `stream_error` or the code of the network. */
  readonly error: string | undefined
}
