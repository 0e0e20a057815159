import type { IncomingMessage } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { Refusal } from './refusal.ts'

/** Of a body, as sent and unpacked. */
export const MOST_BODY_BYTES: number = 20 * 1024 * 1024
const MEBIBYTE = 1024 * 1024
/** Bodies that are being received, together: many senders at once cannot fill the memory either. */
const MOST_BYTES_AT_ONCE = 128 * MEBIBYTE

let bytesAtOnce = 0

/**
 * The whole body, unpacked where it is gzip. Throws a {@link Refusal}: 413 where it is too large, before it is read to its end; 415 for another
 * encoding; 400 where it is not what it says; 503 where too much is being read at once.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const packed = isGzip(request.headers['content-encoding'])
  if (Number(request.headers['content-length'] ?? 0) > MOST_BODY_BYTES) throw tooLarge()
  let held = 0
  const chunks: Buffer[] = []
  try {
    // Otherwise a refusal would cut the connection before its answer.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      const bytes = (chunk as Buffer).length
      held += bytes
      bytesAtOnce += bytes
      if (held > MOST_BODY_BYTES) throw tooLarge()
      if (bytesAtOnce > MOST_BYTES_AT_ONCE) throw new Refusal(503, 'too much is being received at once; send it again in a moment')
      chunks.push(chunk as Buffer)
    }
    const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
    return packed ? unpack(body) : body
  } finally {
    bytesAtOnce -= held
  }
}

function isGzip(encoding: string | undefined): boolean {
  const name = (encoding ?? 'identity').trim().toLowerCase()
  if (name === 'gzip') return true
  if (name === 'identity' || name === '') return false
  throw new Refusal(415, `content-encoding: gzip or none is read, not ${name.slice(0, 40)}`)
}

/**
 * Stops as soon as more comes out than is taken, however little went in. One body after the other: side by side, a hundred small ones could
 * become 2 GB.
 */
function unpack(body: Buffer): Buffer {
  try {
    return gunzipSync(body, { maxOutputLength: MOST_BODY_BYTES })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge()
    throw new Refusal(400, `the body is not gzip, although content-encoding says so: ${(error as Error).message}`)
  }
}

function tooLarge(): Refusal {
  return new Refusal(
    413,
    `the body is larger than ${MOST_BODY_BYTES / MEBIBYTE} MiB; send smaller batches (OTEL_BSP_MAX_EXPORT_BATCH_SIZE)`,
  )
}
