// #region start
import { startGpuMetrics } from '@tokenscope/gpu'

const gpu = startGpuMetrics({ intervalMs: 1000, processes: { topN: 5 } })
for (const { index, name, state, values } of gpu.snapshot()) console.log(index, name, state, values.powerWatts)
await gpu.shutdown()

// #endregion

// #region producer
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus'
import { MeterProvider } from '@opentelemetry/sdk-metrics'
import { createGpuMetricProducer } from '@tokenscope/gpu/metric-producer'

const sampled = startGpuMetrics({ meterProvider: false })
const reader = new PrometheusExporter({ metricProducers: [createGpuMetricProducer(sampled)] })
const provider = new MeterProvider({ readers: [reader] })

// #endregion

// #region cost
import { attributeRequests } from '@tokenscope/gpu'

const join = attributeRequests({
  gpu: sampled,
  onCost: ({ id, joules, joulesPerOutputToken, coverage }) => console.log(id, joules, joulesPerOutputToken, coverage),
})
join.activity.begin('call 1', performance.now())
join.activity.tokens('call 1', performance.now(), 1)
join.activity.end('call 1', performance.now())

// #endregion

// #region fake
import { fakeNvidiaSmi } from '@tokenscope/testing'

const fake = await fakeNvidiaSmi({ driverVersion: '590.48.01', gpus: [{ fields: { 'utilization.gpu': [10, 90] } }, { lostFromPass: 3 }] })
const tested = startGpuMetrics({ command: fake.command, intervalMs: 100 })
// #endregion

join.shutdown()
await Promise.all([sampled.shutdown(), tested.shutdown(), provider.shutdown()])
await fake.close()
