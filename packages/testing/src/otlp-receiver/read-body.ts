import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { BadBody } from './bad-body.ts'

/** Largest body that is taken, before and after it is unpacked. */
const MAX_BODY_BYTES = 64 * 1024 * 1024

const unzip = promisify(gunzip)

/**
 * The whole body as sent.
 * @throws BadBody (413) above 64 MiB.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length
    if (bytes > MAX_BODY_BYTES) throw new BadBody(`body is larger than ${MAX_BODY_BYTES} bytes`, 413)
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

/** @throws BadBody (415) for an encoding other than gzip, (400) when it is not gzip. */
export async function decompress(body: Buffer, contentEncoding: string | undefined): Promise<Uint8Array> {
  const encoding = (contentEncoding ?? 'identity').trim().toLowerCase()
  if (encoding === 'identity') return body
  if (encoding !== 'gzip') throw new BadBody(`content-encoding: expected gzip, got ${contentEncoding}`, 415)
  try {
    return await unzip(body, { maxOutputLength: MAX_BODY_BYTES })
  } catch (error) {
    throw new BadBody(`body is not gzip of at most ${MAX_BODY_BYTES} bytes: ${(error as Error).message}`)
  }
}
