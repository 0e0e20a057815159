import { type Meter, ValueType } from '@opentelemetry/api'
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus'
import { MeterProvider } from '@opentelemetry/sdk-metrics'
import { expect, it } from 'vitest'
import { ALL_METRICS, type MetricDefinition, toPrometheusLabel, toPrometheusSeries } from '../src/index.ts'

it('the scrape endpoint of the real exporter shows every metric under the name that the table gives', async () => {
  const page = await scrape(ALL_METRICS)
  const shown = new Set(page.split('\n').flatMap((line) => /^([a-z_0-9]+)[{ ]/i.exec(line)?.[1] ?? []))
  expect([...shown].sort()).toEqual(['target_info', ...ALL_METRICS.flatMap((metric) => toPrometheusSeries(metric, 'scrape'))].sort())
})

it('the scrape endpoint of the real exporter shows every attribute under the label that the table gives', async () => {
  const metric = { ...ALL_METRICS[0], attributes: ALL_METRICS.flatMap(({ attributes }) => attributes) } as MetricDefinition
  const page = await scrape([metric])
  for (const attribute of metric.attributes) expect(page).toContain(`${toPrometheusLabel(attribute)}="x"`)
})

async function scrape(metrics: readonly MetricDefinition[]): Promise<string> {
  const exporter = new PrometheusExporter({ preventServerStart: true })
  const provider = new MeterProvider({ readers: [exporter] })
  const meter = provider.getMeter('names')
  for (const metric of metrics) record(meter, metric)
  const { resourceMetrics } = await exporter.collect()
  await provider.shutdown()
  return new PrometheusSerializer().serialize(resourceMetrics)
}

function record(meter: Meter, { name, unit, instrument, valueType, attributes, buckets }: MetricDefinition): void {
  const options = { unit, valueType: valueType === 'int' ? ValueType.INT : ValueType.DOUBLE }
  const values = Object.fromEntries(attributes.map((attribute) => [attribute, 'x']))
  if (instrument === 'counter') meter.createCounter(name, options).add(1, values)
  else if (instrument === 'updowncounter') meter.createUpDownCounter(name, options).add(1, values)
  else if (instrument === 'gauge') meter.createGauge(name, options).record(1, values)
  else meter.createHistogram(name, { ...options, advice: { explicitBucketBoundaries: [...(buckets ?? [])] } }).record(1, values)
}
