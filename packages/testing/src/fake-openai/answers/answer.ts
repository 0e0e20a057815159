/** What a request is answered with; the server adds headers, timing and faults. `chunks` tells how long a stream would have been. */
export type Answer =
  | { kind: 'json'; status?: number; body: unknown; chunks?: number }
  | { kind: 'text'; body: string }
  | { kind: 'binary'; contentType: string; bytes: Uint8Array }
  | StreamAnswer

export interface StreamAnswer {
  kind: 'stream'
  events: Iterable<StreamEvent> | AsyncIterable<StreamEvent>
  /** Ends with `[DONE]`. */
  done: boolean
  /** Errors come as events of their own kind, as in the Responses API, and not as `data: {"error": …}`. */
  typedErrors?: boolean
}

/** One server-sent event. */
export interface StreamEvent {
  /** `event:` line, where the API sends one. */
  event?: string
  /** An object is sent as JSON, a string as it is. */
  data: unknown
}
