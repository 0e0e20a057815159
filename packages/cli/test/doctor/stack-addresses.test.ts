import { expect, it } from 'vitest'
import { stackAddresses } from '../../src/doctor/probes/probe-stack.ts'

const at = (port: number): string => `http://127.0.0.1:${port}`
const running = {
  otlpHttp: at(20_001),
  otlpGrpc: at(20_002),
  jaeger: at(20_003),
  jaegerOtlp: at(20_004),
  prometheus: at(20_005),
  alertmanager: at(20_006),
  collectorMetrics: at(20_007),
  collectorScrape: at(20_008),
  collectorHealth: at(20_009),
}

it('a stack is looked for where variables say, else where one was started (--any-port), else at the usual ports', () => {
  expect(stackAddresses({ TOKENSCOPE_COLLECTOR_METRICS_PORT: '9' }, running)).toEqual({
    otlpHttp: at(20_001),
    collectorHealth: at(20_009),
    collectorMetrics: at(9),
    jaeger: at(20_003),
  })
  expect(stackAddresses({ TOKENSCOPE_JAEGER_HTTP: '127.0.0.2:1' })).toEqual({
    otlpHttp: at(4318),
    collectorHealth: at(13_133),
    collectorMetrics: at(8888),
    jaeger: 'http://127.0.0.2:1',
  })
})
