import type { Server } from 'node:http'

/** Requests that are being served get so long to end. */
const GRACE_MS = 1_000

/** Stops listening and ends every connection. */
export async function closeServer(server: Server): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS)
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
  clearTimeout(timer)
}
