import type { IncomingHttpHeaders } from 'node:http'
import type { JsonObject } from '../json-value.ts'

/** One request as the server saw it; the later fields change while it is answered. */
export interface RecordedRequest {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** Parsed JSON, or the fields of a form: a file as `{ file, bytes }`, a repeated field as a list. Empty for anything else. */
  readonly body: JsonObject
  /** The client went away before the answer was whole. */
  aborted: boolean
  /** The answer was sent to its end. */
  finished: boolean
  /** Status of the answer; 0 until its headers are sent. */
  status: number
  bytesWritten: number
  /** Events of a stream, `[DONE]` and comments not counted. */
  eventsWritten: number
}
