import { expect, test } from 'vitest'
import { resolveConfig } from '../../src/config/resolve-config.ts'

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }

/** Where telemetry goes: `[traces, metrics, logs, Prometheus]`. */
function routes(options: unknown, env: Record<string, string>): unknown[] {
  const { config } = resolveConfig(options, env)
  const { traces, metrics, logs } = config.signals
  return [traces.exporters, metrics.exporters, logs.exporters, config.prometheus && `${config.prometheus.host}:${config.prometheus.port}`]
}

const LOCAL = '127.0.0.1:9464'

test.each<[what: string, options: unknown, env: Record<string, string>, expected: unknown[]]>([
  ['nothing configured: only the Prometheus endpoint, on this machine', {}, {}, [[], [], [], LOCAL]],
  ['an OTLP endpoint takes everything, and no port is opened', {}, ENDPOINT, [['otlp'], ['otlp'], ['otlp'], undefined]],
  ['the option does the same', { endpoint: 'http://c' }, {}, [['otlp'], ['otlp'], ['otlp'], undefined]],
  ['an endpoint and the Prometheus endpoint, when asked', { prometheus: true }, ENDPOINT, [['otlp'], ['otlp'], ['otlp'], LOCAL]],
  ['an endpoint for traces alone', {}, { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c/v1/traces' }, [['otlp'], [], [], LOCAL]],
  ['OTLP by name, to its default endpoint', {}, { OTEL_TRACES_EXPORTER: 'otlp' }, [['otlp'], [], [], LOCAL]],
  ['several exporters', {}, { OTEL_METRICS_EXPORTER: 'otlp, prometheus,console' }, [[], ['otlp', 'console'], [], LOCAL]],
  ['metrics nowhere', {}, { OTEL_METRICS_EXPORTER: 'none' }, [[], [], [], undefined]],
  ['none goes before the endpoint', {}, { ...ENDPOINT, OTEL_TRACES_EXPORTER: 'none' }, [[], ['otlp'], ['otlp'], undefined]],
  ['the option goes before the variable', { prometheus: false }, { OTEL_METRICS_EXPORTER: 'prometheus' }, [[], [], [], undefined]],
  ['another port and host', { prometheus: { port: 0 } }, { OTEL_EXPORTER_PROMETHEUS_HOST: '0.0.0.0' }, [[], [], [], '0.0.0.0:0']],
  ['an empty variable counts as not set', {}, { OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }, [[], [], [], LOCAL]],
  ['off by variable', {}, { TOKENSCOPE_PROMETHEUS: 'false' }, [[], [], [], undefined]],
])('%s', (_, options, env, expected) => {
  expect(routes(options, env)).toEqual(expected)
})

test('an empty variable is no problem', () => {
  const { problems } = resolveConfig(
    {},
    { OTEL_EXPORTER_OTLP_ENDPOINT: ' ', OTEL_BSP_MAX_QUEUE_SIZE: '', OTEL_TRACES_SAMPLER: '', TOKENSCOPE_GPU: '' },
  )
  expect(problems).toEqual([])
})

test('protocols go by signal', () => {
  const { config } = resolveConfig({}, { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: 'http/json' })
  const { traces, metrics, logs } = config.signals
  expect([traces.protocol, metrics.protocol, logs.protocol]).toEqual(['grpc', 'http/json', 'grpc'])
})

test('batches and limits come from their variables, the general ones where there is no special one', () => {
  const { config } = resolveConfig(
    {},
    {
      OTEL_BSP_SCHEDULE_DELAY: '100',
      OTEL_BLRP_MAX_QUEUE_SIZE: '16',
      OTEL_ATTRIBUTE_COUNT_LIMIT: '10',
      OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '20',
      OTEL_SPAN_EVENT_COUNT_LIMIT: '4096',
      OTEL_METRIC_EXPORT_INTERVAL: '1000',
    },
  )
  expect(config.spanBatch).toEqual({ scheduledDelayMillis: 100 })
  expect(config.logBatch).toEqual({ maxQueueSize: 16 })
  expect(config.spanLimits).toEqual({ attributeCountLimit: 20, eventCountLimit: 4_096 })
  expect(config.logLimits).toEqual({ attributeCountLimit: 10 })
  expect([config.exportIntervalMs, config.exportTimeoutMs]).toEqual([1_000, 1_000])
})

test('samplers, propagators and detectors by name', () => {
  const env = {
    OTEL_TRACES_SAMPLER: 'traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.25',
    OTEL_PROPAGATORS: 'b3',
    OTEL_NODE_RESOURCE_DETECTORS: 'os',
  }
  const { config, problems } = resolveConfig({}, env)
  expect([config.sampler, config.propagators, config.detectors]).toEqual([{ name: 'traceidratio', ratio: 0.25 }, ['b3'], ['os']])
  expect(problems).toEqual([])
  expect(resolveConfig({}, {}).config.sampler).toBeUndefined()
  expect(resolveConfig({}, { OTEL_PROPAGATORS: 'none', OTEL_NODE_RESOURCE_DETECTORS: 'none' }).config).toMatchObject({
    propagators: [],
    detectors: [],
  })
})

test('options of calls reach the automatic instrumentation; its own go before them', () => {
  const { config } = resolveConfig({ tokenEvents: 'off', provider: 'vllm', openai: { tokenEvents: 'every' } }, {})
  expect(config.openai).toEqual({ tokenEvents: 'every', provider: 'vllm' })
  expect(resolveConfig({ openai: false }, {}).config.openai).toBeUndefined()
})

test('features are on by default and off by option or variable', () => {
  const { config } = resolveConfig({}, {})
  expect([config.host, config.runtime, config.gpu, config.openai, config.handleSignals]).toEqual([true, true, {}, {}, true])
  const off = resolveConfig(
    {},
    { TOKENSCOPE_HOST_METRICS: 'false', TOKENSCOPE_RUNTIME_METRICS: 'FALSE', TOKENSCOPE_GPU: 'false', TOKENSCOPE_OPENAI: 'false' },
  )
  expect([off.config.host, off.config.runtime, off.config.gpu, off.config.openai]).toEqual([false, false, undefined, undefined])
  expect(resolveConfig({ gpu: { command: 'my-smi' } }, { TOKENSCOPE_GPU: 'false' }).config.gpu).toEqual({ command: 'my-smi' })
})
