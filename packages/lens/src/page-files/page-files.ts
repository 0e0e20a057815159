import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { loadPage } from './load-page.ts'

/** A file of the page, ready to be sent. */
export interface ServedFile {
  readonly type: string
  readonly etag: string
  /** Its name changes with its content: it may be kept for ever. */
  readonly immutable: boolean
  readonly plain: Buffer
  readonly gzip: Buffer
  readonly brotli: Buffer
}

const toGzip = promisify(gzip)
const toBrotli = promisify(brotliCompress)

/** The files of the page by their path, compressed once. */
export async function servedFiles(): Promise<ReadonlyMap<string, ServedFile>> {
  const files = await loadPage()
  return new Map(
    await Promise.all(
      [...files].map(async ([path, { content, type }]): Promise<[string, ServedFile]> => {
        const plain = Buffer.from(content)
        return [
          path,
          {
            type,
            etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
            immutable: path.startsWith('/assets/'),
            plain,
            gzip: await toGzip(plain),
            brotli: await toBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
          },
        ]
      }),
    ),
  )
}
