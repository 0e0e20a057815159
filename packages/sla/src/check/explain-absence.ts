import { CLIENT_INFERENCE_DURATION, CLIENT_OPERATION_DURATION, REQUESTS } from '@tokenscope/semconv'
import { LABEL_ENVIRONMENT, LABEL_MODEL, LABEL_PROVIDER, LABEL_SERVICE } from '../promql/labels.ts'
import { prometheusDuration } from '../promql/prometheus-duration.ts'
import { countOf, seriesOf } from '../promql/series.ts'
import type { SlaScope } from '../targets/sla-targets.ts'
import { plainText } from './plain-text.ts'
import type { PrometheusClient } from './prometheus/prometheus-client.ts'
import type { UnknownReason } from './sla-report.ts'

/** Any of these is there where calls are. */
const CALLS: readonly string[] = [
  seriesOf(REQUESTS),
  ...[CLIENT_OPERATION_DURATION, CLIENT_INFERENCE_DURATION].flatMap((metric) => [countOf(metric), seriesOf(metric)]),
]
const MOST_NAMED = 20

/** What a scope may name, the label that it stands in, and what people call it. */
const NAMED: readonly (readonly [key: 'model' | 'service' | 'provider' | 'environment', label: string, plural: string])[] = [
  ['model', LABEL_MODEL, 'models'],
  ['service', LABEL_SERVICE, 'services'],
  ['provider', LABEL_PROVIDER, 'providers'],
  ['environment', LABEL_ENVIRONMENT, 'environments'],
]

/** Why a scope has no data at all: nothing sends any, or not under the name that the targets say. */
export async function explainAbsence(
  client: PrometheusClient,
  scope: SlaScope,
  now: number,
  windowSeconds: number,
): Promise<UnknownReason> {
  const window = prometheusDuration(windowSeconds)
  const times = { start: now - windowSeconds, end: now }
  const models = await client.labelValues(LABEL_MODEL, CALLS, times)
  if (models.length === 0) {
    return {
      code: 'no-data',
      message: `Prometheus holds no metrics of LLM calls in the last ${window}.`,
      remedy:
        'Does the application send metrics (OTEL_EXPORTER_OTLP_ENDPOINT), and do they reach this Prometheus? tokenscope doctor and tokenscope stack status say.',
    }
  }
  for (const [key, label, plural] of NAMED) {
    const wanted = scope[key]
    if (wanted === undefined) continue
    const there = key === 'model' ? models : await client.labelValues(label, CALLS, times)
    if (there.includes(wanted)) continue
    return {
      code: 'no-data-for-scope',
      message: `There are no calls of the ${key} ${JSON.stringify(wanted)} in the last ${window}. The ${plural} that there are: ${list(there)}.`,
      remedy: `Write one of them as ${key} in sla.yaml.`,
    }
  }
  return {
    code: 'no-data-for-scope',
    message: `There are calls in the last ${window}, but none that fits all of what scope ${JSON.stringify(scope.id)} asks for. The models that there are: ${list(models)}.`,
    remedy: 'Without a model only inference is looked at. Take a condition out of the scope in sla.yaml.',
  }
}

function list(names: readonly string[]): string {
  if (names.length === 0) return 'none'
  const more = names.length > MOST_NAMED ? `, and ${names.length - MOST_NAMED} more` : ''
  return plainText(names.slice(0, MOST_NAMED).join(', ')) + more
}
