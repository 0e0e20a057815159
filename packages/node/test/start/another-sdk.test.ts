import { metrics, trace } from '@opentelemetry/api'
import { inMemoryTelemetry } from '@tokenscope/testing'
import { expect, onTestFinished, test } from 'vitest'
import { listenToDiag, newGeneration, startAlone } from '../start-alone.ts'

test('after another SDK: said once, its spans and metrics stay its own, metrics of calls are still ours', async () => {
  const other = inMemoryTelemetry()
  trace.setGlobalTracerProvider(other.tracerProvider)
  metrics.setGlobalMeterProvider(other.meterProvider)
  onTestFinished(() => {
    trace.disable()
    metrics.disable()
  })
  const said = listenToDiag()
  const telemetry = startAlone({ prometheus: { port: 0 }, endpoint: 'http://127.0.0.1:1' }, { OTEL_EXPORTER_OTLP_TIMEOUT: '50' })
  await telemetry.ready
  newGeneration('m').end()
  metrics.getMeter('theirs').createCounter('theirs').add(1)

  expect(other.spans().map(({ name }) => name)).toEqual(['chat m'])
  expect((await other.metrics()).map(({ name }) => name)).toEqual(['theirs'])
  const page = await (await fetch(telemetry.prometheusUrl as string)).text()
  expect(page).toContain('tokenscope_client_requests_total{')
  expect(page).not.toContain('theirs')
  expect(said).toHaveLength(1)
  expect(said[0]).toContain('another OpenTelemetry SDK has already registered itself for trace and metrics and stays in charge')

  await telemetry.shutdown()
  expect(trace.getTracer('still').startSpan('theirs').isRecording()).toBe(true)
})
