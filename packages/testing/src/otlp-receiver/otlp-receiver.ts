import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Faults } from './faults.ts'
import { Inbox, type WaitOptions } from './inbox.ts'
import type { ReceivedLog, ReceivedMetric, ReceivedRequest, ReceivedSpan } from './received.ts'
import { serveOtlp } from './serve-otlp.ts'

export interface OtlpReceiverOptions {
  /** Default 0: any free port. */
  port?: number
  /** Default 127.0.0.1. */
  host?: string
}

/** A number of items, or a question about all that have arrived. */
export type Wanted<Item> = number | ((items: readonly Item[]) => boolean)

/** A running receiver. Its lists grow as requests come in and keep the order of arrival. */
export interface OtlpReceiver extends AsyncDisposable {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`: no path and no slash at the end. */
  readonly url: string
  readonly port: number
  readonly spans: readonly ReceivedSpan[]
  /** One entry a metric and request: a periodic reader sends the same metric again and again. */
  readonly metrics: readonly ReceivedMetric[]
  readonly logs: readonly ReceivedLog[]
  /** Every request, refused ones too. */
  readonly requests: readonly Readonly<ReceivedRequest>[]
  /** Resolves with all spans so far once enough arrived; rejects after 10 s or `timeoutMs`, saying what did arrive. */
  waitForSpans(wanted: Wanted<ReceivedSpan>, options?: WaitOptions): Promise<ReceivedSpan[]>
  waitForMetrics(wanted: Wanted<ReceivedMetric>, options?: WaitOptions): Promise<ReceivedMetric[]>
  waitForLogs(wanted: Wanted<ReceivedLog>, options?: WaitOptions): Promise<ReceivedLog[]>
  /** The next `count` requests get `status` and are not stored. A second call takes effect after the first. */
  failNext(count: number, status: number, headers?: Record<string, string>): void
  /** Holds every later answer back, faults too; 0 ends it. What a request brought is stored at once all the same. */
  delayMs(ms: number): void
  /** Forgets what arrived, pending faults and the delay. */
  reset(): void
  /** Drops open connections and rejects whoever still waits. Safe to call twice. */
  close(): Promise<void>
}

/**
 * An OTLP/HTTP backend in memory, on `/v1/traces`, `/v1/metrics` and `/v1/logs`, for JSON and protobuf, plain or gzip. Refuses what OTLP
 * forbids, and says why in the answer.
 * @throws when the port is taken.
 */
export async function startOtlpReceiver({ port = 0, host = '127.0.0.1' }: OtlpReceiverOptions = {}): Promise<OtlpReceiver> {
  const requests: ReceivedRequest[] = []
  const faults = new Faults()
  const describe = (): string => describeArrivals(spans.items, metrics.items, logs.items, requests)
  const spans = new Inbox<ReceivedSpan>('spans', describe)
  const metrics = new Inbox<ReceivedMetric>('metrics', describe)
  const logs = new Inbox<ReceivedLog>('logs', describe)

  const server = createServer(serveOtlp({ spans, metrics, logs, requests, faults }))
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address() as AddressInfo

  const close = async (): Promise<void> => {
    for (const inbox of [spans, metrics, logs]) inbox.close()
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    spans: spans.items,
    metrics: metrics.items,
    logs: logs.items,
    requests,
    waitForSpans: (wanted, options) => spans.waitFor(wanted, options),
    waitForMetrics: (wanted, options) => metrics.waitFor(wanted, options),
    waitForLogs: (wanted, options) => logs.waitFor(wanted, options),
    failNext: (count, status, headers) => faults.failNext(count, status, headers),
    delayMs(ms) {
      faults.delayMs = ms
    },
    reset() {
      for (const inbox of [spans, metrics, logs, faults]) inbox.reset()
      requests.length = 0
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

function describeArrivals(
  spans: readonly ReceivedSpan[],
  metrics: readonly ReceivedMetric[],
  logs: readonly ReceivedLog[],
  requests: readonly ReceivedRequest[],
): string {
  const parts = [
    countOf(
      'span',
      spans.map(({ name }) => name),
    ),
    countOf(
      'metric',
      metrics.map(({ name }) => name),
    ),
    countOf(
      'log',
      logs.map(({ eventName }) => eventName ?? 'no event name'),
    ),
    countOf(
      'request',
      requests.map(({ path, status }) => `${path} ${status ?? 'unanswered'}`),
    ),
  ]
  return `so far: ${parts.join(', ')}`
}

/** `2 spans (chat, chat)`; names beyond ten are left out. */
function countOf(noun: string, names: readonly string[]): string {
  if (names.length === 0) return `no ${noun}s`
  const listed = names.slice(0, 10).join(', ')
  return `${names.length} ${noun}${names.length === 1 ? '' : 's'} (${listed}${names.length > 10 ? ', …' : ''})`
}
