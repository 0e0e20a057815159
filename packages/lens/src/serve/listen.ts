import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { LensError } from '../lens-error.ts'
import { explainTakenPort } from './explain-taken-port.ts'

/** A sender has so long for one request: no slow one can hold connections for ever. */
const REQUEST_TIMEOUT_MS = 60_000
const HEADERS_TIMEOUT_MS = 15_000
const MOST_CONNECTIONS = 1_024

/** What a port is for: the words of messages and the option to choose another. */
export type PortPurpose = 'page' | 'otlp'

/** Starts to listen. Throws a {@link LensError} that says what to type where the port cannot be had. */
export async function listen(purpose: PortPurpose, host: string, port: number, listener: RequestListener): Promise<Server> {
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: HEADERS_TIMEOUT_MS, keepAliveTimeout: 10_000 },
    listener,
  )
  server.maxConnections = MOST_CONNECTIONS
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ port, host }, resolve)
    })
    return server
  } catch (error) {
    throw await explain(error as NodeJS.ErrnoException, purpose, host, port)
  }
}

/** `http://127.0.0.1:4319` */
export function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}

async function explain(error: NodeJS.ErrnoException, purpose: PortPurpose, host: string, port: number): Promise<Error> {
  switch (error.code) {
    case 'EADDRINUSE':
      return new LensError(await explainTakenPort(purpose, host, port), { cause: error })
    case 'EACCES':
      return new LensError(`Port ${port} may not be opened without special rights; choose one above 1023.`, { cause: error })
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new LensError(`${host} is no address of this machine; leave --host out, or give one that is.`, { cause: error })
    default:
      return error
  }
}
