import { ALL_METRICS, toPrometheusLabel, toPrometheusSeries } from '@tokenscope/semconv'
import { type Sample, scrape, waitFor } from '@tokenscope/testing'
import { expect, test } from 'vitest'
import { startAlone } from '../start-alone.ts'

const FAMILIES = /^(system|process|nodejs|v8js)[._]/

/** Labels of the scope and of histogram buckets. */
const NOT_OURS = /^(otel_scope_|le$)/

test('host and runtime metrics are on the page: all that the tables of semconv have, with their attributes, and no others', async () => {
  const telemetry = startAlone({ prometheus: { port: 0 }, host: true, runtime: true })
  await telemetry.ready
  const expected = ALL_METRICS.filter(({ name }) => FAMILIES.test(name))
  const series = expected.flatMap((metric) => toPrometheusSeries(metric, 'scrape')).sort()
  const read = async (): Promise<readonly Sample[]> =>
    (await scrape(telemetry.prometheusUrl as string)).filter(({ name }) => FAMILIES.test(name))
  const samples = await waitFor(async () => {
    global.gc?.()
    const found = await read()
    return new Set(found.map(({ name }) => name)).size >= series.length ? found : undefined
  })
  expect([...new Set(samples.map(({ name }) => name))].sort()).toEqual(series)
  for (const metric of expected) {
    const names = toPrometheusSeries(metric, 'scrape')
    const labels = new Set(samples.filter(({ name }) => names.includes(name)).flatMap((sample) => Object.keys(sample.labels)))
    expect([metric.name, [...labels].filter((label) => !NOT_OURS.test(label)).sort()]).toEqual([
      metric.name,
      metric.attributes.map(toPrometheusLabel).sort(),
    ])
  }
})

test('the memory of the host is used and free, in bytes and as a share', async () => {
  const telemetry = startAlone({ prometheus: { port: 0 }, host: true })
  await telemetry.ready
  const samples = await scrape(telemetry.prometheusUrl as string)
  const read = (name: string, state: string): number =>
    samples.find(({ name: found, labels }) => found === name && labels.system_memory_state === state)?.value ?? Number.NaN
  expect(read('system_memory_utilization', 'used') + read('system_memory_utilization', 'free')).toBeCloseTo(1, 2)
  const used = read('system_memory_usage', 'used')
  expect(used / (used + read('system_memory_usage', 'free'))).toBeCloseTo(read('system_memory_utilization', 'used'), 2)
})
