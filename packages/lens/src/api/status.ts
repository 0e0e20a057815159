/** Answer of `GET /api/status`, and data of the event `status`. */
export interface LensStatus {
  readonly version: string
  readonly nodeVersion: string
  readonly startedMs: number
  /** Addresses that receive OTLP over HTTP. */
  readonly otlpUrls: readonly string[]
  readonly calls: number
  readonly spans: number
  readonly traces: number
  readonly logs: number
  readonly series: number
  /** Bytes of what is held, as estimated. */
  readonly bytes: number
  readonly bounds: { readonly calls: number; readonly bytes: number }
  /** Left out because the bounds were reached, since the start: the oldest traces go first. */
  readonly dropped: { readonly calls: number; readonly spans: number; readonly logs: number; readonly points: number }
  /** Requests that could not be read, since the start; and what was wrong with the last one. */
  readonly refused: { readonly count: number; readonly last: string | null }
  /** Spans in the last ten seconds, per second. */
  readonly spansPerSecond: number
  /** When something was received last; `null` before. */
  readonly lastReceivedMs: number | null
  /** The SQLite file; `null` where everything is in memory only. */
  readonly database: { readonly file: string; readonly bytes: number; readonly problem: string | null } | null
  /** The sla.yaml; `null` without. */
  readonly sla: string | null
  readonly jaegerUrl: string | null
  /** Pages that listen to `/api/events`. */
  readonly listeners: number
}

/** Answer of `GET /api/filters`: what there is to choose from, most frequent first. */
export interface FilterChoices {
  readonly models: readonly string[]
  readonly providers: readonly string[]
  readonly services: readonly string[]
  readonly operations: readonly string[]
  readonly outcomes: readonly string[]
  readonly errorTypes: readonly string[]
  /** Seconds from which on `slow=1` calls a call slow: the SLA's response time, else the p95 of the calls held; `null` without calls. */
  readonly slowSeconds: number | null
}

/** Answer of `POST /api/import`. */
export interface ImportResult {
  readonly spans: number
  readonly calls: number
  readonly logs: number
  readonly points: number
  /** Spans, metrics and records that could not be read, and what was wrong with the first. */
  readonly rejected: number
  readonly problem: string | null
}

/** Body of every answer that is not 2xx. */
export interface ApiError {
  /** What happened, and what to do. */
  readonly error: string
}
