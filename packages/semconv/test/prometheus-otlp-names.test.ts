import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type MetricDefinition, toPrometheusLabel, toPrometheusName, toPrometheusSeries } from '../src/index.ts'

/**
 * What github.com/prometheus/otlptranslator v1.0.0, the library inside Prometheus 3.16, makes of our table and of some awkward names
 * (`UnderscoreEscapingWithSuffixes`, the receiver's default).
 */
const expected = JSON.parse(readFileSync(join(import.meta.dirname, 'conventions/prometheus-otlp-names.json'), 'utf8')) as readonly (Pick<
  MetricDefinition,
  'name' | 'unit' | 'instrument'
> & { readonly prometheus: string })[]

describe("names behind Prometheus's OTLP receiver", () => {
  it.each(expected)('turn the $instrument $name in "$unit" into $prometheus', (metric) => {
    expect(toPrometheusName(metric, 'otlp')).toBe(metric.prometheus)
  })

  it('have three series for a histogram and one for anything else', () => {
    expect(toPrometheusSeries({ name: 'a.duration', unit: 's', instrument: 'histogram' }, 'otlp')).toEqual([
      'a_duration_seconds_bucket',
      'a_duration_seconds_sum',
      'a_duration_seconds_count',
    ])
    expect(toPrometheusSeries({ name: 'a.energy', unit: 'J', instrument: 'counter' }, 'otlp')).toEqual(['a_energy_joules_total'])
  })

  it('have labels with underscores for dots', () => {
    expect(toPrometheusLabel('gen_ai.request.model')).toBe('gen_ai_request_model')
    expect(toPrometheusLabel('hw.id')).toBe('hw_id')
  })
})
