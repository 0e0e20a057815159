/** The part of the resolved GenAI conventions that the metric table and the attribute names are compared with. */
export interface ConventionsExtract {
  readonly source: string
  readonly metrics: Readonly<Record<string, ConventionMetric>>
  /** Every attribute of every span, metric and event. */
  readonly attributes: readonly string[]
  readonly events: readonly string[]
  readonly operations: readonly string[]
}

export interface ConventionMetric {
  readonly instrument: string
  readonly unit: string
  readonly valueType: string
  readonly description: string
  readonly buckets?: readonly number[]
  readonly required: readonly string[]
  /** Attributes of the metric and of its OpenAI refinement. */
  readonly allowed: readonly string[]
}

interface Attribute {
  readonly key: string
  readonly requirement_level: string
  readonly enum?: readonly string[] | null
}

interface Signal {
  readonly attributes: readonly Attribute[]
}

interface Metric extends Signal {
  readonly instrument: string
  readonly unit: string
  readonly value_type: string
  readonly brief: string
  readonly explicit_bucket_boundaries?: readonly number[] | null
}

/** The resolved conventions, as the conventions' own tooling writes them. */
export interface ResolvedConventions {
  readonly schema: string
  readonly spans: Readonly<Record<string, Signal>>
  readonly span_refinements: Readonly<Record<string, Signal>>
  readonly metrics: Readonly<Record<string, Metric>>
  readonly metric_refinements: Readonly<Record<string, Signal & { readonly ref: string }>>
  readonly events: Readonly<Record<string, Signal>>
}

export function extractConventions(resolved: ResolvedConventions): ConventionsExtract {
  const signals = [resolved.spans, resolved.span_refinements, resolved.metrics, resolved.metric_refinements, resolved.events].flatMap(
    (group) => Object.values(group as Record<string, Signal>),
  )
  const attributes = signals.flatMap((signal) => signal.attributes)
  return {
    source: `${resolved.schema}, https://github.com/open-telemetry/semantic-conventions-genai, Apache-2.0`,
    metrics: Object.fromEntries(
      Object.entries(resolved.metrics)
        .filter(([name]) => name.startsWith('gen_ai.client.'))
        .map(([name, metric]) => [name, toMetric(name, metric, resolved)]),
    ),
    attributes: sorted(attributes.map(({ key }) => key)),
    events: Object.keys(resolved.events).sort(),
    operations: sorted(attributes.filter(({ key }) => key === 'gen_ai.operation.name').flatMap((attribute) => attribute.enum ?? [])),
  }
}

function toMetric(name: string, metric: Metric, resolved: ResolvedConventions): ConventionMetric {
  const refinements = Object.entries(resolved.metric_refinements)
    .filter(([id, { ref }]) => ref === name && id.startsWith('openai.'))
    .flatMap(([, refinement]) => refinement.attributes)
  return {
    instrument: metric.instrument,
    unit: metric.unit,
    valueType: metric.value_type,
    description: metric.brief,
    ...(metric.explicit_bucket_boundaries ? { buckets: metric.explicit_bucket_boundaries } : {}),
    required: sorted(metric.attributes.filter((attribute) => attribute.requirement_level === 'required').map(({ key }) => key)),
    allowed: sorted([...metric.attributes, ...refinements].map(({ key }) => key)),
  }
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort()
}
