import { createHash, timingSafeEqual } from 'node:crypto'

/** Whether the header is `Bearer <secret>`. The time that it takes tells nothing of the secret. */
export function isAuthorized(header: string | undefined, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${secret}`))
}
