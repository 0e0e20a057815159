import type { IncomingMessage } from 'node:http'

/** A notification of a thousand alerts is about 1 MB. */
const MAX_BODY_BYTES = 4_000_000

/** The request's body as text; undefined where it is larger than the bridge takes. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    // The rest is read and thrown away, so that the answer arrives; the time for a request ends what never ends.
    if (size <= MAX_BODY_BYTES) chunks.push(chunk)
    else chunks.length = 0
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString('utf8')
}
