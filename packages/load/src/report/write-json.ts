import type { Comparison } from '../baseline/compare.ts'
import { toWorkload } from '../plan/workload.ts'
import type { LoadResult } from '../run/run-load.ts'

/** The run for machines. The schema's number changes when a member does. */
export function writeJson(result: LoadResult, comparison?: Comparison): string {
  const { plan, startedAt, stages, breakPoint, interrupted } = result
  const report = {
    schema: 'tokenscope-load/1',
    startedAt: startedAt.toISOString(),
    interrupted,
    server: plan.endpoint.origin,
    model: plan.model,
    settings: {
      stageSeconds: plan.stageSeconds,
      warmupSeconds: plan.warmupSeconds,
      timeoutSeconds: plan.timeoutSeconds,
      ...toWorkload(plan),
      seed: plan.seed,
    },
    breakPoint: breakPoint ?? null,
    stages: stages.map(({ figures: { responseTimes: _all, ...figures }, verdict }) => ({ ...figures, ...verdict })),
    comparison: comparison ?? null,
  }
  return `${JSON.stringify(report, null, 2)}\n`
}
