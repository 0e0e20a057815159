import type { IncomingHttpHeaders } from 'node:http'
import type { JsonObject } from '../json-value.ts'

/** One request as the server saw it; the later fields change while it is answered. */
export interface RecordedRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: JsonObject
  /** The client went away before the answer was whole. */
  aborted: boolean
  /** The answer was sent to its end. */
  finished: boolean
  bytesWritten: number
  eventsWritten: number
}
