import {
  ATTR_COST,
  ATTR_ERROR_TYPE,
  ATTR_GEN_AI_RESPONSE_FINISH_REASONS,
  ATTR_GEN_AI_USAGE_OUTPUT_TOKENS,
  ATTR_OUTCOME,
  ATTR_SAMPLE_FORCE,
  ATTR_SLA_VERDICT,
  ATTR_STALL_COUNT,
  type Outcome,
  type SlaVerdict,
} from '@tokenscope/semconv'
import type { SlaScope } from '../targets/sla-targets.ts'
import { collectorVariable, nanoseconds, SPAN_NANOSECONDS, spanAttribute } from './ottl.ts'

const BREACHED: SlaVerdict = 'breached'
const CUT: Outcome = 'truncated'

/** Which traces are stored in full, the same as in single-node.yaml; `slow` is of these targets. Any of them suffices. */
export function samplingPolicies(scopes: readonly SlaScope[]): unknown[] {
  const slowest = Math.max(...scopes.flatMap(({ objectives }) => objectives.responseTimes.map(({ seconds }) => seconds)))
  const reasons = spanAttribute(ATTR_GEN_AI_RESPONSE_FINISH_REASONS)
  const ended = (reason: string): string => `ContainsValue(${reasons}, "${reason}")`
  return [
    { name: 'error-status', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
    condition('error-type', `${spanAttribute(ATTR_ERROR_TYPE)} != nil`),
    { name: 'sla-breach', type: 'string_attribute', string_attribute: { key: ATTR_SLA_VERDICT, values: [BREACHED] } },
    ...(Number.isFinite(slowest) ? [condition('slow', `IsRootSpan() and ${SPAN_NANOSECONDS} > ${nanoseconds(slowest)}`)] : []),
    condition(
      'cut-or-filtered',
      `${spanAttribute(ATTR_OUTCOME)} == "${CUT}"`,
      `${reasons} != nil and (${ended('length')} or ${ended('content_filter')})`,
    ),
    condition('stalled', `${spanAttribute(ATTR_STALL_COUNT)} > 0`),
    condition('many-tokens', `${spanAttribute(ATTR_GEN_AI_USAGE_OUTPUT_TOKENS)} >= 8000`),
    condition('costly', `${spanAttribute(ATTR_COST)} >= ${collectorVariable('TOKENSCOPE_COSTLY', 0.5)}`),
    { name: 'forced', type: 'boolean_attribute', boolean_attribute: { key: ATTR_SAMPLE_FORCE, value: true } },
    {
      name: 'share-of-the-rest',
      type: 'probabilistic',
      probabilistic: { sampling_percentage: collectorVariable('TOKENSCOPE_SAMPLING_PERCENTAGE', 10) },
    },
  ]
}

function condition(name: string, ...span: string[]): unknown {
  return { name, type: 'ottl_condition', ottl_condition: { error_mode: 'ignore', span } }
}
