import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { runTokenscope } from '../run-tokenscope.ts'
import { makeApplication } from './make-application.ts'

let application: string
const servers: Server[] = []
beforeAll(async () => {
  application = await makeApplication()
})
afterAll(() => rm(application, { recursive: true }))
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** Serves `pages` by path, each with the status before its text. */
async function serve(pages: Record<string, [status: number, text: string]>): Promise<string> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://stack').pathname
    const [status, text] = pages[path] ??
      Object.entries(pages).find(([start]) => start.endsWith('*') && path.startsWith(start.slice(0, -1)))?.[1] ?? [404, '']
    response.writeHead(status, { 'content-type': 'text/plain' }).end(text)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  servers.push(server)
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

interface Stack {
  health?: [number, string]
  metrics?: string
  jaeger?: Record<string, [number, string]>
}

/** What the doctor says of a stack, with its exit code first. */
async function findings(
  { health, metrics, jaeger }: Stack,
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<[number | null, ...string[]]> {
  const otlp = await serve({ '/v1/*': [200, ''] })
  const nothing = '127.0.0.1:1'
  const metricsAt = metrics === undefined ? nothing : await serve({ '/metrics': [200, metrics] })
  const variables = {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://${otlp}`,
    TOKENSCOPE_COLLECTOR_HEALTH: health ? await serve({ '/': health }) : nothing,
    TOKENSCOPE_COLLECTOR_METRICS_PORT: metricsAt.split(':')[1]!,
    TOKENSCOPE_JAEGER_HTTP: jaeger ? await serve(jaeger) : nothing,
    ...env,
  }
  const { code, stdout } = await runTokenscope(['doctor', '--json', ...args], variables, application)
  const report = JSON.parse(stdout) as { findings: { area: string; level: string; text: string }[] }
  const texts = report.findings.filter(({ area }) => area === 'stack').map(({ level, text }) => `${level}: ${text}`)
  return [
    code,
    ...texts.map((text) =>
      text
        .replace(/127\.0\.0\.1:\d+/g, 'HERE')
        .replace(/\b[0-9a-f]{32}\b/g, 'ID')
        .replace(/\d+\.\d s/, 'N s'),
    ),
  ]
}

const HEALTHY: [number, string] = [200, '{"status":"Server available"}']
const SERVICES: Record<string, [number, string]> = { '/api/services': [200, '{"data":["shop","chat"]}'] }
const COUNTS = [
  'otelcol_receiver_accepted_spans_total{receiver="otlp",transport="http"} 40',
  'otelcol_receiver_accepted_spans_total{receiver="otlp",transport="grpc"} 2',
  'otelcol_processor_tail_sampling_global_count_traces_sampled_total{decision="sampled",sampled="true"} 5',
  'otelcol_processor_tail_sampling_global_count_traces_sampled_total{decision="not_sampled",sampled="false"} 15',
  'otelcol_processor_tail_sampling_sampling_traces_on_memory 3',
  'otelcol_exporter_queue_size{data_type="traces",exporter="otlp_grpc/jaeger"} 10',
  'otelcol_exporter_queue_capacity{data_type="traces",exporter="otlp_grpc/jaeger"} 1000',
]

describe('tokenscope doctor, where traces should be in Jaeger', () => {
  it('says how many spans came, how many traces were kept, and whose traces Jaeger has', async () => {
    expect(await findings({ health: HEALTHY, metrics: `${COUNTS.join('\n')}\n`, jaeger: SERVICES })).toEqual([
      0,
      'ok: The Collector is ready and has accepted 42 spans since its start.',
      'note: Tail sampling has kept 5 of 20 traces; it holds 3 in memory. Errors, breaches of the SLA and stalls are always kept.',
      'ok: Jaeger answers at http://HERE, with traces of: chat, shop.',
    ])
  })

  it('says that nothing of a stack runs here, and loses nothing by it', async () => {
    expect(await findings({})).toEqual([0, 'note: No Collector and no Jaeger at the usual addresses of this machine.'])
  })

  it.each<[name: string, Stack, string[]]>([
    [
      'a Collector that no span has reached',
      { health: HEALTHY, metrics: 'otelcol_process_uptime 1\n', jaeger: SERVICES },
      ['note: The Collector is ready, and no span has reached it since its start.'],
    ],
    [
      'a Collector that is not ready',
      { health: [503, ''], jaeger: SERVICES },
      ['loss: The Collector at http://HERE is not ready: it refuses what is sent to it.'],
    ],
    [
      'a Collector that refuses',
      { health: HEALTHY, metrics: 'otelcol_receiver_accepted_spans_total 1\notelcol_receiver_refused_spans_total 7\n', jaeger: SERVICES },
      ['loss: The Collector has refused 7 spans: it was out of memory, or a queue was full. The SDK sends again for a while, then drops.'],
    ],
    [
      'more open traces than are held',
      { health: HEALTHY, metrics: `${COUNTS.join('\n').replace('on_memory 3', 'on_memory 95000')}\n`, jaeger: SERVICES },
      ['loss: Tail sampling holds 95000 traces, of 100000 at most: the oldest go, and with them the first spans of what matters later.'],
    ],
    [
      // A kept trace is counted as dropped too early, too, when it leaves the memory.
      'nothing, of kept traces that have left',
      {
        health: HEALTHY,
        metrics: `${COUNTS.join('\n')}\notelcol_processor_tail_sampling_sampling_trace_dropped_too_early_total 9\n`,
        jaeger: SERVICES,
      },
      [],
    ],
    [
      'a queue that is nearly full',
      { health: HEALTHY, metrics: `${COUNTS.join('\n').replace('"} 10\n', '"} 900\n')}\n` },
      [
        'loss: The queue of otlp_grpc/jaeger is 90 % full: what it sends to is down or too slow.',
        'note: No Jaeger answers at http://HERE: the Collector keeps traces in its queue until one does.',
      ],
    ],
    [
      'spans lost on the way',
      { health: HEALTHY, metrics: `${COUNTS.join('\n')}\notelcol_exporter_send_failed_spans_total 4\n`, jaeger: SERVICES },
      ['loss: The Collector has lost 4 spans on the way to Jaeger and 0 before the queue.'],
    ],
    [
      'another program at the port of Jaeger',
      { health: HEALTHY, metrics: `${COUNTS.join('\n')}\n`, jaeger: { '/api/services': [200, '<html>'] } },
      ['note: What answers at http://HERE is not Jaeger.'],
    ],
    [
      'a metrics page that is none',
      { health: HEALTHY, metrics: '<html>', jaeger: SERVICES },
      ['note: The Collector is ready, but tells nothing about itself at http://HERE/metrics.'],
    ],
  ])('tells of %s', async (_name, stack, expected) => {
    const [code, ...texts] = await findings(stack)
    expect(texts).toEqual(expect.arrayContaining(expected))
    expect(code).toBe(expected.some((text) => text.startsWith('loss')) ? 1 : 0)
  })

  it('knows the service of this environment', async () => {
    const [, ...texts] = await findings({ health: HEALTHY, metrics: `${COUNTS.join('\n')}\n`, jaeger: SERVICES }, [], {
      OTEL_SERVICE_NAME: 'basket',
    })
    expect(texts.at(-1)).toBe('note: Jaeger has no trace of the service "basket" (OTEL_SERVICE_NAME). It has: chat, shop.')
  })
})

describe('tokenscope doctor --trace', () => {
  it('says how long one trace took to Jaeger', async () => {
    const jaeger = { ...SERVICES, '/api/traces/*': [200, '{"data":[{"spans":[{}]}]}'] as [number, string] }
    const [code, ...texts] = await findings({ health: HEALTHY, metrics: `${COUNTS.join('\n')}\n`, jaeger }, ['--trace'])
    expect([code, texts.at(-1)]).toEqual([0, 'ok: One trace went the whole way in N s: http://HERE/trace/ID'])
  })

  it('says that the endpoint did not take it', async () => {
    const refusing = await serve({ '/v1/*': [503, ''] })
    const [code, ...texts] = await findings({ jaeger: SERVICES }, ['--trace'], { OTEL_EXPORTER_OTLP_ENDPOINT: `http://${refusing}` })
    expect([code, texts.at(-1)]).toEqual([1, 'loss: One trace was sent and not taken by the endpoint: HTTP 503.'])
  })

  it('says that there is nowhere to send it', async () => {
    const [code, ...texts] = await findings({ jaeger: SERVICES }, ['--trace'], { OTEL_TRACES_EXPORTER: 'none' })
    expect([code, texts.at(-1)]).toEqual([1, 'loss: No trace was sent: traces go nowhere.'])
  })
})
