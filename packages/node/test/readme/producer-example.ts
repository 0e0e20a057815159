import { ConsoleMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import { createMetricProducer } from '@tokenscope/node'

const exporter = new ConsoleMetricExporter()
const reader = new PeriodicExportingMetricReader({
  exporter,
  metricProducers: [createMetricProducer((type) => exporter.selectAggregationTemporality(type))],
})
export const provider: MeterProvider = new MeterProvider({ readers: [reader] })
