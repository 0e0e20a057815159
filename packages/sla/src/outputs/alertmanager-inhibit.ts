import { ATTR_HW_ID, toPrometheusLabel } from '@tokenscope/semconv'
import { LABEL_ENVIRONMENT, LABEL_HOST, LABEL_MODEL, LABEL_SCOPE, LABEL_SERVICE } from '../promql/labels.ts'

/** What need not be said while something worse is said of the same thing. An empty label on both sides counts as equal. */
export function alertmanagerInhibitRules(): Record<string, unknown>[] {
  return [
    {
      // Who was called for a scope knows that its calls are slow or fail. A scope without a model judges each model on its own.
      source_matchers: ['severity = "critical"', 'category =~ "slo|latency|errors"', `${LABEL_SCOPE} != ""`],
      target_matchers: ['severity = "warning"', 'category =~ "slo|latency|errors|throughput"'],
      equal: [LABEL_SCOPE, LABEL_ENVIRONMENT, LABEL_MODEL],
    },
    {
      // Of a silent service nothing is known, so nothing can be wrong with its calls.
      source_matchers: ['alertname = "LLMTelemetryMissing"'],
      target_matchers: ['category =~ "slo|latency|errors|throughput|traffic"', `${LABEL_SERVICE} != ""`],
      equal: [LABEL_ENVIRONMENT, LABEL_SERVICE],
    },
    {
      source_matchers: ['alertname = "LLMNoTelemetryAtAll"'],
      target_matchers: ['alertname = "LLMTelemetryMissing"'],
      equal: [],
    },
    {
      source_matchers: ['severity = "critical"', 'category = "gpu"'],
      target_matchers: ['severity = "warning"', 'category = "gpu"'],
      equal: [LABEL_HOST, toPrometheusLabel(ATTR_HW_ID)],
    },
  ]
}
