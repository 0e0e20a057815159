import { LABEL_ENVIRONMENT, LABEL_MODEL, LABEL_PROVIDER, LABEL_SERVICE } from '../promql/labels.ts'
import type { SlaScope } from '../targets/sla-targets.ts'
import { plainText } from './plain-text.ts'
import type { Labels } from './prometheus/to-samples.ts'

/** Who is judged, for people: `qwen3 of chat in production`. Without labels, what the scope asks for. */
export function subjectOf(scope: SlaScope, labels: Labels): string {
  const model = labels[LABEL_MODEL] ?? scope.model ?? 'all models'
  const service = labels[LABEL_SERVICE] ?? scope.service
  const provider = labels[LABEL_PROVIDER] ?? scope.provider
  const environment = labels[LABEL_ENVIRONMENT] ?? scope.environment
  return plainText(
    [
      model,
      service === undefined ? '' : ` of ${service}`,
      provider === undefined ? '' : ` at ${provider}`,
      environment === undefined ? '' : ` in ${environment}`,
    ].join(''),
  )
}
