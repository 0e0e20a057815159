/** What a request is answered with; the server adds headers, timing and faults. */
export type Answer =
  | { kind: 'json'; status?: number; body: unknown }
  | { kind: 'text'; body: string }
  | { kind: 'binary'; contentType: string; bytes: Uint8Array }
  | { kind: 'stream'; events: Iterable<StreamEvent> | AsyncIterable<StreamEvent>; done: boolean }

/** One server-sent event. */
export interface StreamEvent {
  /** `event:` line, where the API sends one. */
  event?: string
  /** An object is sent as JSON, a string as it is. */
  data: unknown
}
