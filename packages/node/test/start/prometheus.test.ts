import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { listenToDiag, newGeneration, startAlone } from '../start-alone.ts'

test('a scrape shows what calls recorded, with exact buckets', async () => {
  const telemetry = startAlone({ prometheus: { port: 0 }, serviceName: 'scraped' })
  await telemetry.ready
  newGeneration('m').end({ inputTokens: 5, outputTokens: 16 })
  newGeneration('m').end({ inputTokens: 5, outputTokens: 17 })
  const response = await fetch(telemetry.prometheusUrl as string)
  const page = await response.text()
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  const call = 'gen_ai_operation_name="chat",gen_ai_provider_name="in_process",gen_ai_request_model="m"'
  const scope = 'otel_scope_name="@tokenscope/openai",otel_scope_version="0.1.0"'
  expect(page).toContain('# TYPE tokenscope_client_requests_total counter')
  expect(page).toContain(`tokenscope_client_requests_total{${call},tokenscope_outcome="completed",${scope}} 2`)
  expect(page).toContain(`gen_ai_client_token_usage_sum{${call},gen_ai_token_type="output",${scope}} 33`)
  expect(page).toContain(`gen_ai_client_token_usage_bucket{${call},gen_ai_token_type="output",${scope},le="16"} 1`)
  expect(page).toContain(`gen_ai_client_token_usage_bucket{${call},gen_ai_token_type="output",${scope},le="64"} 2`)
  expect(page).toContain('service_name="scraped"')
})

test('it listens on this machine alone', async () => {
  const telemetry = startAlone({ prometheus: { port: 0 } })
  await telemetry.ready
  expect(telemetry.prometheusUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/)
})

test('only /metrics is served, and only for reading', async () => {
  const telemetry = startAlone({ prometheus: { port: 0 } })
  await telemetry.ready
  const url = telemetry.prometheusUrl as string
  const statuses = [new URL('/nothing', url), new URL('/', url)].map(async (path) => (await fetch(path, { redirect: 'manual' })).status)
  expect(await Promise.all(statuses)).toEqual([404, 302])
  expect((await fetch(url, { method: 'POST' })).status).toBe(405)
})

test('a port in use is one message that names it and the variable to change; the summary works on', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  const said = listenToDiag()
  const telemetry = startAlone({ prometheus: { port } })
  await telemetry.ready
  newGeneration('m').end()
  expect(telemetry.prometheusUrl).toBeUndefined()
  expect(telemetry.summary().succeeded).toBe(1)
  expect(said).toEqual([
    `error [tokenscope] The Prometheus endpoint cannot listen: port ${port} on 127.0.0.1 is in use; ` +
      'set OTEL_EXPORTER_PROMETHEUS_PORT (or the option prometheus.port) to another one, 0 for any free one. ' +
      'The application and every other exporter run on without it.',
  ])
})

test('after the shutdown the port is free again', async () => {
  const first = startAlone({ prometheus: { port: 0 } })
  await first.ready
  const url = first.prometheusUrl as string
  await fetch(url)
  await first.shutdown()
  const second = startAlone({ prometheus: { port: Number(new URL(url).port) } })
  await second.ready
  expect(second.prometheusUrl).toBe(url)
})

test('a scraper that hangs does not hold the shutdown up', async () => {
  const telemetry = startAlone({ prometheus: { port: 0 }, shutdownTimeoutMs: 20_000 })
  await telemetry.ready
  const { port } = new URL(telemetry.prometheusUrl as string)
  const socket = connect(Number(port), '127.0.0.1')
  socket.on('error', () => undefined)
  await new Promise((resolve) => socket.once('connect', resolve))
  socket.write('GET /metrics HTTP/1.1\r\n')
  const startMs = performance.now()
  await telemetry.shutdown()
  expect(performance.now() - startMs).toBeLessThan(10_000)
})

test('host, runtime and process metrics are on the page where they are wanted', async () => {
  const telemetry = startAlone({ prometheus: { port: 0 }, host: true, runtime: true })
  await telemetry.ready
  await fetch(telemetry.prometheusUrl as string)
  const page = await (await fetch(telemetry.prometheusUrl as string)).text()
  const names = [...page.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name)
  expect(names).toEqual(
    expect.arrayContaining([
      'system_cpu_time_total',
      'system_memory_utilization',
      'process_cpu_time_total',
      'process_memory_usage',
      'nodejs_eventloop_utilization',
      'v8js_memory_heap_used',
    ]),
  )
})
