import { createCaller } from '../call/caller.ts'
import { createRequestBodies } from '../call/request-body.ts'
import { isUnclear, judgeStage, type Verdict } from '../judge/judge-stage.ts'
import { type StageFigures, toFigures } from '../judge/stage-figures.ts'
import type { LoadPlan } from '../plan/load-plan.ts'
import { createRandom } from '../plan/random.ts'
import type { Stage } from '../plan/stages.ts'
import { type BreakPoint, findBreakPoint, nextLevel } from './break-point.ts'
import { runStage } from './run-stage.ts'
import { joinRuns, type Progress } from './stage-run.ts'

/** One stage that has been run. */
export interface StageResult {
  readonly figures: StageFigures
  readonly verdict: Verdict
}

/** A whole run. Stages are in rising order of their level. */
export interface LoadResult {
  readonly plan: LoadPlan
  readonly startedAt: Date
  readonly stages: readonly StageResult[]
  /** Undefined where no stage could be judged. */
  readonly breakPoint: BreakPoint | undefined
  /** The person ended it before its time. */
  readonly interrupted: boolean
}

export interface LoadOptions {
  onProgress?(progress: Progress): void
  onStage?(result: StageResult): void
  readonly signal?: AbortSignal
}

/**
 * Runs the stages in their order up to the first that breaks the objectives, then between the last that met them and that one, until the
 * two are within a tenth of each other. Load is never raised beyond what the plan names. A breach that may be chance is measured once more,
 * and both times count.
 */
export async function runLoad(
  plan: LoadPlan,
  { onProgress, onStage, signal = new AbortController().signal }: LoadOptions = {},
): Promise<LoadResult> {
  const startedAt = new Date()
  const caller = createCaller(plan)
  // Not the numbers of the lengths: a long wait would always come with a long prompt.
  const random = createRandom(plan.seed + 0x9e37_79b9)
  const nextBody = createRequestBodies(plan)
  const results: StageResult[] = []
  const tools = { caller, random, nextBody, ...(onProgress && { onProgress }), signal }
  const run = async (stage: Stage): Promise<StageResult> => {
    const { objectives } = plan
    let stageRun = await runStage(plan, stage, tools)
    let verdict = judgeStage(stageRun, objectives)
    if (isUnclear(stageRun, verdict, objectives) && !signal.aborted) {
      stageRun = joinRuns(stageRun, await runStage(plan, stage, tools))
      verdict = judgeStage(stageRun, objectives)
    }
    const result = { figures: toFigures(stageRun, plan.maxLagMs), verdict }
    // What was cut off half-way is no figure of anything.
    if (!signal.aborted) {
      results.push(result)
      onStage?.(result)
    }
    return result
  }
  signal.addEventListener('abort', caller.close, { once: true })
  try {
    for (const stage of plan.stages) {
      if (signal.aborted) break
      const { figures, verdict } = await run(stage)
      // With more callers no answer would come sooner.
      const tooShort = stage.model === 'closed' && figures.requests === 0
      const over = verdict.verdict === 'breached' || figures.overloaded || tooShort
      if (over && !plan.runAll) break
    }
    for (let level = nextLevel(results); level !== undefined && !signal.aborted; level = nextLevel(results)) {
      await run({ model: plan.stages[0]!.model, level })
    }
  } finally {
    signal.removeEventListener('abort', caller.close)
    caller.close()
  }
  const stages = results.toSorted((a, b) => a.figures.stage.level - b.figures.stage.level)
  return { plan, startedAt, stages, breakPoint: findBreakPoint(stages), interrupted: signal.aborted }
}
