import {
  CLIENT_INFERENCE_DURATION,
  CLIENT_INFERENCE_TIME_TO_FIRST_CHUNK,
  CLIENT_OPERATION_DURATION,
  CLIENT_OPERATION_TIME_TO_FIRST_CHUNK,
  type MetricDefinition,
  OUTPUT_TOKEN_RATE,
  TIME_TO_FIRST_TOKEN,
} from '@tokenscope/semconv'
import type { SlaObjectives, SlaTargets } from '../targets/sla-targets.ts'
import type { GeneratedFile } from './generated-file.ts'
import type { RuleContext } from './rule-context.ts'

/** Which thresholds a metric must have a bucket for. */
const THRESHOLDS: readonly { readonly metrics: readonly MetricDefinition[]; readonly of: (objectives: SlaObjectives) => number[] }[] = [
  {
    metrics: [CLIENT_OPERATION_DURATION, CLIENT_INFERENCE_DURATION],
    of: ({ responseTimes }) => responseTimes.map(({ seconds }) => seconds),
  },
  {
    metrics: [TIME_TO_FIRST_TOKEN, CLIENT_OPERATION_TIME_TO_FIRST_CHUNK, CLIENT_INFERENCE_TIME_TO_FIRST_CHUNK],
    of: ({ timeToFirstToken = [] }) => timeToFirstToken.map(({ seconds }) => seconds),
  },
  { metrics: [OUTPUT_TOKEN_RATE], of: ({ outputTokensPerSecond }) => (outputTokensPerSecond === undefined ? [] : [outputTokensPerSecond]) },
]

/** Boundaries by the metric's OpenTelemetry name: those that Tokenscope has anyway, and one at each target. */
export function histogramBuckets({ scopes }: SlaTargets): Record<string, number[]> {
  const rows = THRESHOLDS.flatMap(({ metrics, of }) => {
    const needed = scopes.flatMap(({ objectives }) => of(objectives))
    return metrics.map(({ name, buckets = [] }): [string, number[]] => [name, [...new Set([...buckets, ...needed])].sort((a, b) => a - b)])
  })
  return Object.fromEntries(rows)
}

/** `histogram-buckets.json`, for Views of other SDKs. */
export function histogramBucketFiles({ targets }: RuleContext): GeneratedFile[] {
  return [{ path: 'histogram-buckets.json', content: `${JSON.stringify(histogramBuckets(targets), null, 2)}\n` }]
}
