import { describe, expect, it } from 'vitest'
import { toFigures } from '../src/status/collector-figures.ts'

const PAGE = `# TYPE otelcol_exporter_queue_capacity gauge
otelcol_exporter_queue_capacity{data_type="metrics",exporter="otlp_http/prometheus"} 2.68435456e+08
otelcol_exporter_queue_capacity{data_type="traces",exporter="otlp_grpc/jaeger"} 1.073741824e+09
otelcol_exporter_queue_size{data_type="metrics",exporter="otlp_http/prometheus"} 0
otelcol_exporter_queue_size{data_type="traces",exporter="otlp_grpc/jaeger"} 91
otelcol_exporter_enqueue_failed_spans_total{data_type="traces",exporter="otlp_grpc/jaeger"} 2
otelcol_exporter_send_failed_metric_points_total{exporter="otlp_http/prometheus"} 3
otelcol_receiver_accepted_spans_total{receiver="otlp",transport="http"} 40
otelcol_receiver_accepted_spans_total{receiver="otlp",transport="grpc"} 2
otelcol_receiver_accepted_log_records_total{receiver="otlp",transport="http"} 7
otelcol_receiver_refused_spans_total{receiver="otlp",transport="http"} 5
otelcol_process_uptime_seconds_total 4.28
`

describe('what the Collector tells of itself', () => {
  it('is summed over signals and transports, with each queue beside its capacity', () => {
    expect(toFigures(PAGE)).toEqual({
      accepted: 49,
      refused: 5,
      lost: 5,
      queues: [
        { exporter: 'otlp_http/prometheus', signal: 'metrics', size: 0, capacity: 268_435_456 },
        { exporter: 'otlp_grpc/jaeger', signal: 'traces', size: 91, capacity: 1_073_741_824 },
      ],
    })
  })

  it('is nothing on an empty page', () => {
    expect(toFigures('')).toEqual({ accepted: 0, refused: 0, lost: 0, queues: [] })
  })
})
