import { createServer } from 'node:net'

/** Whether a Prometheus endpoint could be opened. */
export interface PortFacts {
  readonly host: string
  readonly port: number
  /**
   * - `free`
   * - `serving`: taken by somebody who serves a Prometheus page there, most likely the application itself
   * - `taken`: taken by something else
   * - an error code such as `EACCES`, where it cannot be opened for another reason
   */
  readonly state: string
}

/** Tries to open the port, and where it is taken, asks it for a metrics page. */
export async function probePort(host: string, port: number): Promise<PortFacts> {
  const code = await tryToListen(host, port)
  if (code === undefined) return { host, port, state: 'free' }
  if (code !== 'EADDRINUSE') return { host, port, state: code }
  return { host, port, state: (await servesMetrics(host, port)) ? 'serving' : 'taken' }
}

function tryToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })
}

async function servesMetrics(host: string, port: number): Promise<boolean> {
  try {
    const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
    const response = await fetch(`http://${reachable}:${port}/metrics`, { signal: AbortSignal.timeout(2_000) })
    return response.ok && /^# (HELP|TYPE) /m.test(await response.text())
  } catch {
    return false
  }
}
