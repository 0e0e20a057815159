import type { SlaScope } from '../targets/sla-targets.ts'
import type { GeneratedFile } from './generated-file.ts'
import type { RuleContext } from './rule-context.ts'
import { samplingPolicies } from './sampling-policies.ts'
import { verdictCondition, verdictStatements } from './verdict-statements.ts'
import { yamlDocument } from './yaml-document.ts'

/** Where the buckets of span metrics end, milliseconds, beside the targets. */
const BUCKETS_MILLISECONDS = [10, 50, 100, 250, 500, 1000, 2000, 3000, 5000, 8000, 10_000, 20_000, 40_000, 80_000]

const REMARKS = [
  'What depends on the SLA targets, laid over single-node.yaml (or gateway.yaml, sampler.yaml) by a second --config.',
  'Maps are merged with those of the file before, lists take the place of lists.',
  '',
  'transform/sla   the verdict on each call of a model, once, on its client span; one that an earlier tier has set stays. From mildest to',
  '                worst, the last one stays. A call that its caller spoiled or gave up (4xx but for 408 and 429) has none. Promises below',
  '                p90 are of no single call.',
  'tail_sampling   the list of single-node.yaml, with the policy `slow` of the mildest promise for the slowest calls',
  'span_metrics    a bucket ends at each target: a share of calls within it is then exact',
]

/** `collector/sla.yaml`: verdict, tail sampling and span metrics by the targets. */
export function collectorOverlayFiles({ targets: { scopes } }: RuleContext): GeneratedFile[] {
  const overlay = {
    processors: {
      'transform/sla': {
        error_mode: 'ignore',
        trace_statements: [{ context: 'span', conditions: [verdictCondition(scopes)], statements: verdictStatements(scopes) }],
      },
      tail_sampling: { policies: samplingPolicies(scopes) },
    },
    connectors: { span_metrics: { histogram: { explicit: { buckets: buckets(scopes).map(duration) } } } },
  }
  return [{ path: 'collector/sla.yaml', content: yamlDocument(overlay, REMARKS) }]
}

function buckets(scopes: readonly SlaScope[]): number[] {
  const targets = scopes.flatMap(({ objectives }) => objectives.responseTimes.map(({ seconds }) => Math.round(seconds * 1000)))
  return [...new Set([...BUCKETS_MILLISECONDS, ...targets])].sort((a, b) => a - b)
}

/** As the Collector writes durations. */
function duration(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`
}
