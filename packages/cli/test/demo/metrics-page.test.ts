import { describe, expect, it } from 'vitest'
import { drawMetrics } from '../../src/demo/draw-metrics.ts'
import { parseMetricsPage } from '../../src/demo/metrics-page.ts'

const PAGE = `# HELP calls_total Ended calls.
# UNIT calls_total {call}
# TYPE calls_total counter
calls_total{op="chat",model="m-1",outcome="ok",otel_scope_name="@tokenscope/openai"} 6
calls_total{op="chat",model="m-1",outcome="error \\"x, y\\"",otel_scope_name="@tokenscope/openai"} 1
# HELP took How long.
# TYPE took histogram
took_count{op="chat",model="m-1"} 7
took_sum{op="chat",model="m-1"} 3.5
took_bucket{op="chat",model="m-1",le="+Inf"} 7
# TYPE up gauge
up 1 1700000000000
`

describe('a Prometheus page', () => {
  it('is read family by family, with labels and values as they were written', () => {
    const [calls, took, up] = parseMetricsPage(PAGE)
    expect(calls).toMatchObject({ name: 'calls_total', type: 'counter' })
    expect(calls?.samples[1]).toEqual({
      name: 'calls_total',
      labels: [
        ['op', 'chat'],
        ['model', 'm-1'],
        ['outcome', 'error \\"x, y\\"'],
        ['otel_scope_name', '@tokenscope/openai'],
      ],
      value: '1',
    })
    expect(took?.samples.map(({ name, value }) => `${name} ${value}`)).toEqual(['took_count 7', 'took_sum 3.5', 'took_bucket 7'])
    expect(up).toEqual({ name: 'up', type: 'gauge', samples: [{ name: 'up', labels: [], value: '1' }] })
  })

  it('is shown without buckets and without labels that tell no two samples apart', () => {
    expect(drawMetrics(parseMetricsPage(PAGE), { colour: false, unicode: true, columns: 80 })).toEqual([
      '# TYPE calls_total counter',
      'calls_total{outcome="ok"} 6',
      'calls_total{outcome="error \\"x, y\\""} 1',
      '# TYPE took histogram',
      'took_count 7',
      'took_sum 3.5',
      '# TYPE up gauge',
      'up 1',
    ])
  })

  it('goes on after a comma where a line is too long', () => {
    const sample = (a: string, b: string) => ({
      name: 'a_long_metric_name_total',
      labels: [
        ['first_label', a],
        ['second_label', b],
      ] as const,
      value: '12',
    })
    const families = [
      { name: 'a_long_metric_name_total', type: 'counter', samples: [sample('x', 'y'), sample('y', 'y'), sample('x', 'x')] },
    ]
    expect(drawMetrics(families, { colour: false, unicode: true, columns: 46 }).slice(1, 3)).toEqual([
      'a_long_metric_name_total{first_label="x",',
      '  second_label="y"} 12',
    ])
  })
})
