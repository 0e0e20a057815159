/** One queue of the Collector, on disk. */
export interface QueueFigures {
  /** The exporter behind it, by its name in the configuration. */
  readonly exporter: string
  /** `traces`, `metrics`, `logs`. */
  readonly signal: string
  /** In the unit that the configuration counts in: bytes in the shipped one. */
  readonly size: number
  readonly capacity: number
}

/** What the Collector tells of itself, since it was started. Spans, metric points and log records are counted together. */
export interface CollectorFigures {
  readonly accepted: number
  /** Sent back to the sender, who may try again: the Collector was short of memory or its queue was full. */
  readonly refused: number
  /** Attempts of an exporter that failed for good, or that its full queue did not take: lost. */
  readonly lost: number
  readonly queues: readonly QueueFigures[]
}

const REQUEST_MS = 2_000
const SIGNALS = '(?:spans|metric_points|log_records)'
const ACCEPTED = new RegExp(`^otelcol_receiver_accepted_${SIGNALS}(?:_total)?$`)
const REFUSED = new RegExp(`^otelcol_receiver_refused_${SIGNALS}(?:_total)?$`)
const LOST = new RegExp(`^otelcol_exporter_(?:send|enqueue)_failed_${SIGNALS}(?:_total)?$`)

/** Asks the Collector's own metrics endpoint; undefined where it does not answer. */
export async function readCollector(url: string): Promise<CollectorFigures | undefined> {
  try {
    const response = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(REQUEST_MS) })
    return response.ok ? toFigures(await response.text()) : undefined
  } catch {
    return undefined
  }
}

/** Reads a page of the Prometheus text format. Pure. */
export function toFigures(page: string): CollectorFigures {
  const samples = [...page.matchAll(/^([a-z_]+)(?:\{(.*)\})? (\S+)$/gm)].map(([, name = '', labels = '', value]) => ({
    name,
    labels: Object.fromEntries([...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text]) => [key ?? '', text ?? ''])),
    value: Number(value),
  }))
  const sum = (pattern: RegExp): number => samples.filter(({ name }) => pattern.test(name)).reduce((total, { value }) => total + value, 0)
  const capacityOf = (labels: Record<string, string>): number =>
    samples.find(
      ({ name, labels: other }) =>
        name === 'otelcol_exporter_queue_capacity' && other.exporter === labels.exporter && other.data_type === labels.data_type,
    )?.value ?? 0
  return {
    accepted: sum(ACCEPTED),
    refused: sum(REFUSED),
    lost: sum(LOST),
    queues: samples
      .filter(({ name }) => name === 'otelcol_exporter_queue_size')
      .map(({ labels, value }) => ({
        exporter: labels.exporter ?? '',
        signal: labels.data_type ?? '',
        size: value,
        capacity: capacityOf(labels),
      })),
  }
}
