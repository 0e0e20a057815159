import type { IncomingMessage } from 'node:http'

/** A request that is not answered, with what to tell about it. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const MOST_BYTES = 256 * 1024

/** The body as JSON. @throws Refused when it is something else, or too large; the rest is not read then */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  // A form of another site can send text, but not this type.
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) throw new Refused(415, 'Send application/json.')
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) throw new Refused(413, `The conversation is larger than ${MOST_BYTES / 1024} kB: begin a new one.`)
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    throw new Refused(400, 'The body is not JSON.')
  }
}
