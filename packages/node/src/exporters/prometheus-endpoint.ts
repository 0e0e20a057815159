import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { diag } from '@opentelemetry/api'
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus'
import type { Resource } from '@opentelemetry/resources'
import { sayOnce } from '@tokenscope/core'

const PATH = '/metrics'

/** A listening Prometheus endpoint. */
export interface PrometheusEndpoint {
  readonly reader: PrometheusExporter
  /** Where to scrape; undefined until it listens and when it cannot. */
  readonly url: string | undefined
  /** Resolves when it listens or has said why it cannot. */
  readonly ready: Promise<void>
  close(): Promise<void>
}

/**
 * Serves the metrics for Prometheus. A port in use is said once, naming the port and what to change; nothing else stops.
 * The server never keeps the process alive. It is our own because the exporter's cannot take a free port.
 * @param resource a scrape waits until it is known whole
 */
export function startPrometheusEndpoint({ host, port }: { host: string; port: number }, resource: Resource): PrometheusEndpoint {
  const reader = new PrometheusExporter({ preventServerStart: true })
  let url: string | undefined
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0]
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405, { allow: 'GET, HEAD' }).end()
    if (path !== PATH) return void response.writeHead(path === '/' ? 302 : 404, path === '/' ? { location: PATH } : {}).end()
    void Promise.resolve(resource.waitForAsyncAttributes?.()).finally(() => {
      reader.getMetricsRequestHandler(request, response)
      response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8')
    })
  })
  server.unref()
  const ready = new Promise<void>((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      sayOnce(`prometheus ${host}:${port} ${error.code}`, () => diag.error(`[tokenscope] ${whyNot(error, host, port)}`))
      resolve()
    })
    server.listen({ host, port, exclusive: true }, () => {
      url = `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}${PATH}`
      resolve()
    })
  })
  return {
    reader,
    get url() {
      return url
    },
    ready,
    close: () => close(server),
  }
}

function whyNot(error: NodeJS.ErrnoException, host: string, port: number): string {
  const rest = 'The application and every other exporter run on without it.'
  const change = 'set OTEL_EXPORTER_PROMETHEUS_PORT (or the option prometheus.port) to another one, 0 for any free one'
  if (error.code === 'EADDRINUSE') return `The Prometheus endpoint cannot listen: port ${port} on ${host} is in use; ${change}. ${rest}`
  return `The Prometheus endpoint cannot listen on ${host}:${port}: ${error.message}; set OTEL_EXPORTER_PROMETHEUS_HOST to an address of this machine, or ${change}. ${rest}`
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
