import { describe, expect, it } from 'vitest'
import { resolveConfig } from '../../../node/src/config/resolve-config.ts'
import { planExports } from '../../src/doctor/export-plan.ts'

describe('where signals go', () => {
  it.each<Record<string, string>>([
    {},
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' },
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c:4318/v1/traces' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: ' ', OTEL_TRACES_EXPORTER: 'console' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_METRICS_EXPORTER: 'otlp,prometheus' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_METRICS_EXPORTER: 'none', TOKENSCOPE_PROMETHEUS: 'true' },
    { TOKENSCOPE_PROMETHEUS: 'false', OTEL_LOGS_EXPORTER: 'otlp' },
    { OTEL_EXPORTER_PROMETHEUS_PORT: '0', OTEL_EXPORTER_PROMETHEUS_HOST: '0.0.0.0' },
    { OTEL_EXPORTER_PROMETHEUS_PORT: 'many', OTEL_SDK_DISABLED: 'TRUE', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
  ])('is what start() decides for %j', (env) => {
    const { config } = resolveConfig(undefined, env)
    const plan = planExports(env, 'tokenscope')
    expect(plan.disabled).toBe(config.disabled)
    expect(plan.prometheus).toEqual(config.prometheus)
    for (const signal of ['traces', 'metrics', 'logs'] as const) {
      const { exporters, otlp } = plan.signals[signal]
      expect(exporters.filter((name) => name !== 'none' && name !== 'prometheus')).toEqual(config.signals[signal].exporters)
      if (otlp) expect(otlp.protocol).toBe(config.signals[signal].protocol)
    }
  })

  it('is Prometheus for metrics and nowhere for the rest where nothing is set', () => {
    expect(planExports({}, 'tokenscope')).toEqual({
      disabled: false,
      signals: {
        traces: { exporters: ['none'], otlp: undefined },
        metrics: { exporters: ['prometheus'], otlp: undefined },
        logs: { exporters: ['none'], otlp: undefined },
      },
      prometheus: { host: '127.0.0.1', port: 9464 },
    })
  })

  it('is the common endpoint with the signal’s path, and a signal’s own endpoint as it is', () => {
    const { signals } = planExports(
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318/base/',
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://t:4318/custom',
        OTEL_EXPORTER_OTLP_HEADERS: 'a=1,b=x%20y',
        OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'a=2',
      },
      'tokenscope',
    )
    expect(signals.traces.otlp).toEqual({
      url: 'http://t:4318/custom',
      protocol: 'http/protobuf',
      headers: { a: '2', b: 'x y' },
      from: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
    })
    expect(signals.logs.otlp).toEqual({
      url: 'http://c:4318/base/v1/logs',
      protocol: 'http/protobuf',
      headers: { a: '1', b: 'x y' },
      from: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    })
  })
})
