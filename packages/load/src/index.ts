export {
  type Baseline,
  type Comparison,
  compareWithBaseline,
  parseBaseline,
  type StageComparison,
  toBaseline,
} from './baseline/baseline.ts'
export type { TargetResult, Verdict } from './judge/judge-stage.ts'
export type { Quantiles, StageFigures } from './judge/stage-figures.ts'
export { LoadError } from './load-error.ts'
export { type Distribution, parseDistribution, parseNumber } from './plan/distribution.ts'
export { resolveEndpoint } from './plan/endpoint.ts'
export type { LoadPlan } from './plan/load-plan.ts'
export { parseRamp, type Stage } from './plan/stages.ts'
export { writeHtml } from './report/write-html.ts'
export { writeJson } from './report/write-json.ts'
export { writeText } from './report/write-text.ts'
export type { BreakPoint } from './run/break-point.ts'
export { type LoadOptions, type LoadResult, runLoad, type StageResult } from './run/run-load.ts'
export type { SelfReport } from './run/self-watch.ts'
export type { Progress } from './run/stage-run.ts'
