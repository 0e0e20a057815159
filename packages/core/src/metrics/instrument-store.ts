import type { Attributes, Counter, Gauge, Histogram, Meter, MetricOptions, UpDownCounter } from '@opentelemetry/api'
import type { MetricDefinition } from '@tokenscope/semconv'
import type { GaugePoint, HistogramPoint, MetricStore, SumPoint } from './metric-store.ts'

/** Metrics through the instruments of a meter that is not ours: one `record()` a value. */
export class InstrumentStore implements MetricStore {
  readonly #meter: Meter
  readonly #instruments = new Map<string, Histogram | Counter | UpDownCounter | Gauge>()

  constructor(meter: Meter) {
    this.#meter = meter
  }

  histogram(definition: MetricDefinition, attributes: Attributes): HistogramPoint {
    const histogram = this.#instrument(definition, (name, options) => this.#meter.createHistogram(name, options))
    const record = (value: number): void => histogram.record(value, attributes)
    return { record, recordChunks: (chunks) => chunks.replaySeconds(record) }
  }

  sum(definition: MetricDefinition, attributes: Attributes): SumPoint {
    const sum = this.#instrument(definition, (name, options) =>
      definition.instrument === 'updowncounter' ? this.#meter.createUpDownCounter(name, options) : this.#meter.createCounter(name, options),
    )
    return { add: (value) => sum.add(value, attributes) }
  }

  gauge(definition: MetricDefinition, attributes: Attributes): GaugePoint {
    const gauge = this.#instrument(definition, (name, options) => this.#meter.createGauge(name, options))
    return { set: (value) => gauge.record(value, attributes) }
  }

  #instrument<I extends Histogram | Counter | UpDownCounter | Gauge>(
    definition: MetricDefinition,
    create: (name: string, options: MetricOptions) => I,
  ): I {
    const found = this.#instruments.get(definition.name)
    if (found) return found as I
    const { description, unit, buckets } = definition
    const instrument = create(definition.name, {
      description,
      unit,
      ...(buckets && { advice: { explicitBucketBoundaries: [...buckets] } }),
    })
    this.#instruments.set(definition.name, instrument)
    return instrument
  }
}
