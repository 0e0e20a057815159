import { expect, test } from 'vitest'
import { resolveConfig } from '../../src/config/resolve-config.ts'

test.each<[options: unknown, problem: string]>([
  [7, 'options is 7; allowed is an object. Defaults are used.'],
  [{ serviceNam: 'x' }, 'unknown option "serviceNam"; allowed are '],
  [{ serviceName: '' }, 'option "serviceName" is ""; allowed is a non-empty string. The default is used.'],
  [
    { endpoint: 'localhost:4318' },
    'option "endpoint" is "localhost:4318"; allowed is a URL such as "http://localhost:4318". The default is used.',
  ],
  [
    { prometheus: { port: 70_000 } },
    'option "prometheus" is {"port":70000}; allowed is true, false or { host, port } with a port from 0 to 65535. The default is used.',
  ],
  [{ gpu: true }, 'option "gpu" is true; allowed is "auto", false or options. The default is used.'],
  [{ spanProcessors: [{}] }, 'option "spanProcessors" is a list; allowed is a list of span processors. The default is used.'],
  [{ shutdownTimeoutMs: Number.NaN }, 'option "shutdownTimeoutMs" is NaN; allowed is a number above 0. The default is used.'],
  [
    { tokenEvents: 'all' },
    'option "tokenEvents" is "all"; allowed is one of "off", "milestones", "timeline", "every". The default is used.',
  ],
  [
    { summary: { sla: { availability: '99 %' } } },
    'option "summary" is {"sla":{"availability":"99 %"}}; allowed is { windowMs, sla } with a window',
  ],
])('options %j: one message with name, value and what is allowed', (options, problem) => {
  const { problems } = resolveConfig(options, {})
  expect(problems).toHaveLength(1)
  expect(problems[0]?.slice(0, problem.length)).toBe(problem)
})

test.each<[name: string, value: string, problem: string]>([
  ['OTEL_TRACES_EXPORTER', 'otlp,jaeger', 'has "jaeger"; allowed is a list of otlp, console, zipkin, none. The entry is ignored.'],
  ['OTEL_EXPORTER_OTLP_PROTOCOL', 'http', 'is "http"; allowed is one of http/protobuf, http/json, grpc. The default is used.'],
  [
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'localhost:4318',
    'is "localhost:4318"; allowed is a URL such as "http://localhost:4318". The default is used.',
  ],
  ['OTEL_BSP_MAX_QUEUE_SIZE', '-1', 'is "-1"; allowed is a whole number from 1. The default is used.'],
  ['OTEL_METRIC_EXPORT_INTERVAL', '5s', 'is "5s"; allowed is a whole number from 1. The default is used.'],
  ['OTEL_EXPORTER_PROMETHEUS_PORT', '99999', 'is "99999"; allowed is a whole number from 0 to 65535. The default is used.'],
  ['OTEL_TRACES_SAMPLER', 'half', 'is "half"; allowed is one of always_on, always_off, '],
  ['OTEL_LOG_LEVEL', 'loud', 'is "loud"; allowed is one of none, error, warn, info, debug, verbose, all. The default is used.'],
  ['OTEL_SDK_DISABLED', 'yes', 'is "yes"; allowed is true or false. The default is used.'],
  ['TOKENSCOPE_GPU', 'maybe', 'is "maybe"; allowed is one of auto, true, false. The default is used.'],
  ['TOKENSCOPE_SHUTDOWN_TIMEOUT_MS', '0', 'is "0"; allowed is a whole number from 1. The default is used.'],
])('%s=%s: one message with name, value and what is allowed', (name, value, problem) => {
  const { problems } = resolveConfig({}, { [name]: value })
  expect(problems).toHaveLength(1)
  expect(problems[0]?.slice(0, name.length + 1 + problem.length)).toBe(`${name} ${problem}`)
})

test.each<[value: string, shown: string]>([
  ['me:s3cret@collector:4318', '***@collector:4318'],
  ['ftp://me:s3cret@collector/x', 'ftp://***@collector/x'],
  ['ftp://me:p@s3cret@collector', 'ftp://***@collector'],
  ['collector:4318/v1?api-key=s3cret', 'collector:4318/v1?***'],
  ['collector:4318#s3cret', 'collector:4318#***'],
])('an endpoint that is no URL is shown without what is secret in it: %s', (endpoint, shown) => {
  for (const { problems } of [resolveConfig({ endpoint }, {}), resolveConfig({}, { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })]) {
    expect(problems).toEqual([expect.stringContaining(` is "${shown}"; allowed is a URL`)])
  }
})

test('what is good beside what is bad is kept', () => {
  const { config } = resolveConfig({ serviceName: 'chat', host: 'yes' }, {})
  expect([config.given.serviceName, config.host]).toEqual(['chat', true])
})
