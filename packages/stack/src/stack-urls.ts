import { HOST, type Ports } from './layout/ports.ts'

/** Where a running stack answers, `http://127.0.0.1:<port>` each, without a slash at the end. */
export interface StackUrls {
  /** For applications: OTLP over HTTP. */
  readonly otlpHttp: string
  /** For applications: OTLP over gRPC. */
  readonly otlpGrpc: string
  readonly jaeger: string
  /** Jaeger's own OTLP over HTTP, around the Collector. */
  readonly jaegerOtlp: string
  readonly prometheus: string
  readonly alertmanager: string
  /** What the Collector tells of itself: `/metrics`. */
  readonly collectorMetrics: string
  /** What the Collector received and derived, for scrapers: `/metrics`. */
  readonly collectorScrape: string
  readonly collectorHealth: string
}

/** Pure. */
export function toUrls(ports: Ports): StackUrls {
  const url = (port: number): string => `http://${HOST}:${port}`
  return {
    otlpHttp: url(ports.otlpHttp),
    otlpGrpc: url(ports.otlpGrpc),
    jaeger: url(ports.jaeger),
    jaegerOtlp: url(ports.jaegerOtlpHttp),
    prometheus: url(ports.prometheus),
    alertmanager: url(ports.alertmanager),
    collectorMetrics: url(ports.collectorMetrics),
    collectorScrape: url(ports.collectorScrape),
    collectorHealth: url(ports.collectorHealth),
  }
}
