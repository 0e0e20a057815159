import { type Sample, scrape } from '@tokenscope/testing'

/**
 * The sum of one of the Collector's own metrics, over its series that have `labels`; 0 where there is none.
 * @param metricsUrl Without path.
 */
export async function collectorMetric(metricsUrl: string, name: string, labels: Readonly<Record<string, string>> = {}): Promise<number> {
  return sumOf(await collectorMetrics(metricsUrl), name, labels)
}

/** All of the Collector's own metrics. */
export async function collectorMetrics(metricsUrl: string): Promise<Sample[]> {
  return await scrape(`${metricsUrl}/metrics`)
}

export function sumOf(samples: readonly Sample[], name: string, labels: Readonly<Record<string, string>> = {}): number {
  const wanted = Object.entries(labels)
  return samples
    .filter((sample) => sample.name === name && wanted.every(([key, value]) => sample.labels[key] === value))
    .reduce((sum, { value }) => sum + value, 0)
}

/** Traces on which tail sampling has decided. */
export async function decidedTraces(metricsUrl: string): Promise<number> {
  return await collectorMetric(metricsUrl, 'otelcol_processor_tail_sampling_global_count_traces_sampled_total')
}

/** Traces of which tail sampling has decided that they are kept. */
export async function keptTraces(metricsUrl: string): Promise<number> {
  return await collectorMetric(metricsUrl, 'otelcol_processor_tail_sampling_global_count_traces_sampled_total', { sampled: 'true' })
}

/** Bytes that wait in the queue to Jaeger. */
export async function queuedForJaeger(metricsUrl: string): Promise<number> {
  return await collectorMetric(metricsUrl, 'otelcol_exporter_queue_size', { exporter: 'otlp_grpc/jaeger' })
}
