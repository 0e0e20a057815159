import { LoadError } from '../load-error.ts'
import type { LoadPlan } from '../plan/load-plan.ts'
import { toWorkload, type Workload } from '../plan/workload.ts'
import type { LoadResult } from '../run/run-load.ts'

/** What of a run is kept to compare a later one with. */
export interface Baseline {
  readonly schema: 'tokenscope-load-baseline/1'
  readonly startedAt: string
  readonly model: string
  readonly workload: Workload
  readonly stages: readonly BaselineStage[]
}

export interface BaselineStage {
  readonly model: 'closed' | 'open'
  readonly level: number
  readonly throughput: number | undefined
  readonly failed: number
  readonly requests: number
  /** In the order of their ends, seconds; at most 500, every so manyth. */
  readonly responseTimes: readonly number[]
}

const MOST_SAMPLES = 500

/** Stages whose figures cannot be relied on are left out. */
export function toBaseline({ plan, startedAt, stages }: LoadResult): Baseline {
  return {
    schema: 'tokenscope-load-baseline/1',
    startedAt: startedAt.toISOString(),
    model: plan.model,
    workload: toWorkload(plan),
    stages: stages
      .filter(({ figures }) => figures.unreliable === undefined)
      .map(({ figures }) => ({
        model: figures.stage.model,
        level: figures.stage.level,
        throughput: figures.throughput,
        failed: figures.failed,
        requests: figures.requests,
        responseTimes: thin(figures.responseTimes).map((seconds) => Number(seconds.toPrecision(6))),
      })),
  }
}

/** At most {@link MOST_SAMPLES} of the values, every so manyth, in their order. */
export function thin(values: readonly number[]): number[] {
  if (values.length <= MOST_SAMPLES) return [...values]
  return Array.from({ length: MOST_SAMPLES }, (_, i) => values[Math.floor(((i + 0.5) * values.length) / MOST_SAMPLES)]!)
}

/** @throws LoadError for what is no baseline */
export function parseBaseline(text: string, fileName: string): Baseline {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new LoadError(`${fileName} is not JSON. Write a new one: tokenscope load … --save-baseline ${fileName}`)
  }
  const { schema, workload, stages } = (value ?? {}) as Partial<Record<keyof Baseline, unknown>>
  if (schema !== 'tokenscope-load-baseline/1' || !isObject(workload) || !Array.isArray(stages) || !stages.every(isStage)) {
    throw new LoadError(`${fileName} is no baseline of tokenscope load. Write a new one: --save-baseline ${fileName}`)
  }
  return value as Baseline
}

const OPTIONS: Readonly<Record<keyof Workload, string>> = {
  promptTokens: '--prompt-tokens or --prompts',
  outputTokens: '--output-tokens',
  thinkSeconds: '--think',
  stream: '--no-stream',
  ignoreEos: '--ignore-eos',
  bodyFields: '--body',
}

/** Another model may be compared: that is a question people have. Another kind of request may not. @throws LoadError with what differs */
export function checkComparable(plan: LoadPlan, { workload }: Baseline, fileName: string): void {
  const now = toWorkload(plan)
  const different = (Object.keys(OPTIONS) as (keyof Workload)[]).filter((name) => now[name] !== workload[name])
  if (different.length === 0) return
  const told = different.map((name) => `${OPTIONS[name]} (${show(workload[name])} then, ${show(now[name])} now)`)
  throw new LoadError(`${fileName} is of other requests: ${told.join('; ')}. Ask for the same, or keep a new baseline.`)
}

function show(value: string | boolean): string {
  return value === '' ? 'none' : String(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isStage(stage: unknown): boolean {
  if (!isObject(stage)) return false
  const { level, requests, failed, responseTimes } = stage
  return [level, requests, failed].every(Number.isFinite) && Array.isArray(responseTimes) && responseTimes.every(Number.isFinite)
}
