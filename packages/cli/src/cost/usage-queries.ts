import {
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_GEN_AI_RESPONSE_MODEL,
  ATTR_GEN_AI_TOKEN_TYPE,
  ATTR_OUTCOME,
  CLIENT_TOKEN_USAGE,
  INFERENCE_INPUT_TOKENS,
  INFERENCE_USAGE_CACHE_READ,
  INFERENCE_USAGE_INPUT_TOKENS,
  INFERENCE_USAGE_OUTPUT_TOKENS,
  INFERENCE_USAGE_REASONING,
  type MetricDefinition,
  OPERATIONS,
  REQUESTS,
  toPrometheusLabel,
  toPrometheusName,
  USAGE_CACHE_READ,
  USAGE_REASONING,
} from '@tokenscope/semconv'

/** What is counted of a group of calls. */
export type UsageKind = 'requests' | 'input' | 'cachedInput' | 'output' | 'reasoning'

export const LABELS = {
  service: toPrometheusLabel('service.name'),
  /** Where a Prometheus scrapes the application itself, there is no label for the service. */
  job: 'job',
  requestModel: toPrometheusLabel(ATTR_GEN_AI_REQUEST_MODEL),
  responseModel: toPrometheusLabel(ATTR_GEN_AI_RESPONSE_MODEL),
} as const

interface Counted {
  readonly kind: UsageKind
  readonly metric: MetricDefinition
  /** Of a histogram. */
  readonly part?: 'sum' | 'count'
  readonly tokenType?: 'input' | 'output'
}

/** Where each profile of the conventions counts it: a process sends one of them, so that they can be added. */
const COUNTED: readonly Counted[] = [
  { kind: 'requests', metric: CLIENT_TOKEN_USAGE, part: 'count', tokenType: 'input' },
  { kind: 'requests', metric: INFERENCE_INPUT_TOKENS, part: 'count' },
  { kind: 'input', metric: CLIENT_TOKEN_USAGE, part: 'sum', tokenType: 'input' },
  { kind: 'input', metric: INFERENCE_USAGE_INPUT_TOKENS },
  { kind: 'output', metric: CLIENT_TOKEN_USAGE, part: 'sum', tokenType: 'output' },
  { kind: 'output', metric: INFERENCE_USAGE_OUTPUT_TOKENS },
  { kind: 'cachedInput', metric: USAGE_CACHE_READ },
  { kind: 'cachedInput', metric: INFERENCE_USAGE_CACHE_READ },
  { kind: 'reasoning', metric: USAGE_REASONING },
  { kind: 'reasoning', metric: INFERENCE_USAGE_REASONING },
]

/** Questions for the tokens of so many seconds, by service and model; several of one kind are added. */
export function usageQueries(seconds: number): { readonly kind: UsageKind; readonly expression: string }[] {
  return COUNTED.flatMap(({ kind, metric, part, tokenType }) => {
    const condition = tokenType === undefined ? '' : `{${toPrometheusLabel(ATTR_GEN_AI_TOKEN_TYPE)}="${tokenType}"}`
    const names = [...new Set([toPrometheusName(metric, 'otlp'), toPrometheusName(metric, 'scrape')])]
    return names.flatMap((name) => {
      const increase = (series: string): string => `increase(${series}${condition}[${seconds}s])`
      // A native histogram is one series, a classic one has a series for each part: one of the two finds nothing.
      const parts = part === undefined ? [increase(name)] : [increase(`${name}_${part}`), `histogram_${part}(${increase(name)})`]
      return parts.map((inner) => ({ kind, expression: `sum by (${Object.values(LABELS).join(', ')}) (${inner})` }))
    })
  })
}

/** The question for requests whose answer arrived whole and has tokens by its nature, whether or not the server counted them. */
export function answeredQuery(seconds: number): string {
  const operations = [OPERATIONS.chat, OPERATIONS.textCompletion, OPERATIONS.embeddings].join('|')
  const conditions = `${toPrometheusLabel(ATTR_OUTCOME)}="completed",${toPrometheusLabel(ATTR_GEN_AI_OPERATION_NAME)}=~"${operations}"`
  return `sum(increase(${toPrometheusName(REQUESTS, 'otlp')}{${conditions}}[${seconds}s]))`
}
