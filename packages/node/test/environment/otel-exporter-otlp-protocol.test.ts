import { startOtlpReceiver } from '@tokenscope/testing'
import { expect, test } from 'vitest'
import { loadPackage } from '../../src/exporters/load-package.ts'
import { listenToDiag, newGeneration, startAlone } from '../start-alone.ts'

test.each([
  ['http/protobuf', 'application/x-protobuf'],
  ['http/json', 'application/json'],
])('%s', async (protocol, contentType) => {
  await using receiver = await startOtlpReceiver()
  await using telemetry = startAlone(
    {},
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/v1/traces`, OTEL_EXPORTER_OTLP_PROTOCOL: protocol },
  )
  newGeneration('m').end()
  await telemetry.forceFlush()
  expect(receiver.spans.map(({ name }) => name)).toEqual(['chat m'])
  expect(receiver.requests.map(({ headers }) => headers['content-type'])).toEqual([contentType])
})

test('grpc to a receiver that speaks HTTP is said, and the other signals arrive', async () => {
  await using receiver = await startOtlpReceiver()
  const said = listenToDiag()
  await using telemetry = startAlone(
    { endpoint: receiver.url },
    { OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'grpc', OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: '200' },
  )
  newGeneration('m').end()
  await telemetry.forceFlush()
  expect(said.length).toBeGreaterThan(0)
  expect(said.filter((line) => !line.startsWith('error [tokenscope] otlp export of traces failed'))).toEqual([])
  expect(receiver.metrics.map(({ name }) => name)).toContain('tokenscope.client.requests')
})

test('a protocol whose package is missing says what to install', () => {
  expect(() => loadPackage('@opentelemetry/exporter-trace-otlp-pigeon', 'OTEL_EXPORTER_OTLP_PROTOCOL=pigeon for traces')).toThrow(
    'OTEL_EXPORTER_OTLP_PROTOCOL=pigeon for traces needs the package @opentelemetry/exporter-trace-otlp-pigeon, which is not installed: ' +
      'npm install @opentelemetry/exporter-trace-otlp-pigeon',
  )
})
