import { type RuleTimes, resolveTimes } from '../burn-rate/windows.ts'
import type { SlaScope, SlaTargets } from '../targets/sla-targets.ts'
import { type Batch, toBatches } from './batches.ts'
import { explainAbsence } from './explain-absence.ts'
import { type Gathered, type GatherTimes, gather, gatherTimes, groupsOf, ofModel } from './gather.ts'
import { slowestTraces } from './jaeger/slowest-traces.ts'
import { scopeMeasures } from './measures/scope-measures.ts'
import { createPrometheusClient, type PrometheusClient } from './prometheus/prometheus-client.ts'
import { reportObjective } from './report-objective.ts'
import { type ObjectiveReport, SLA_REPORT_SCHEMA, type SlaReport, type SlowTrace, type Verdict } from './sla-report.ts'

export interface CheckOptions {
  /** `http://127.0.0.1:9090`; a path and `user:password@` may be part of it. It must know the functions of native histograms: Prometheus 2.40, Mimir, Thanos. */
  readonly prometheusUrl: string
  /** Where the slowest traces are looked for; default `links.jaeger` of the targets; without either nowhere. */
  readonly jaegerUrl?: string
  /** How far back; default the window of the targets. At least 900 (15 minutes), at most 90 days. */
  readonly windowSeconds?: number
  /** Seconds since 1970 at which the window ends; default now. */
  readonly now?: number
  /** Sent with every question to Prometheus, such as `authorization`. */
  readonly headers?: Readonly<Record<string, string>>
  /** The most that one answer may take; default 30 000. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

const SHORTEST_SECONDS = 900
const LONGEST_SECONDS = 90 * 86_400

/**
 * Asks Prometheus whether the targets were kept, from the applications' own series: the generated rules need not be loaded.
 * @throws {PrometheusError} when Prometheus cannot be asked; its message says what to do.
 * @throws {RangeError} for a window shorter than 15 minutes or longer than 90 days.
 */
export async function check(targets: SlaTargets, options: CheckOptions): Promise<SlaReport> {
  const { windowSeconds = targets.windowSeconds, now = Math.floor(Date.now() / 1000), jaegerUrl = targets.links.jaeger } = options
  if (!(windowSeconds >= SHORTEST_SECONDS && windowSeconds <= LONGEST_SECONDS)) {
    throw new RangeError(`a window is 15 minutes to 90 days long, not ${windowSeconds} seconds`)
  }
  const client = createPrometheusClient(options.prometheusUrl, options)
  const ruleTimes = resolveTimes(windowSeconds)
  const times = gatherTimes(now, windowSeconds, ruleTimes)
  const found = new Map<SlaScope, ObjectiveReport[]>()
  // One batch after the other: all at once would be a burst of questions.
  for (const batch of toBatches(targets.scopes)) {
    for (const [scope, reports] of await checkBatch(client, batch, ruleTimes, times)) found.set(scope, reports)
  }
  const objectives = targets.scopes.flatMap((scope) => found.get(scope) ?? [])
  const notes = [...client.warnings].map((warning) => `Prometheus says: ${warning}`)
  const traces = jaegerUrl === undefined ? { traces: [], notes: [] } : await tracesOf(jaegerUrl, targets, times, options.signal)
  return {
    schema: SLA_REPORT_SCHEMA,
    time: now,
    windowSeconds,
    stepSeconds: times.step,
    prometheus: client.address,
    verdict: verdictOf(objectives),
    objectives,
    slowestTraces: traces.traces,
    notes: [...notes, ...traces.notes],
  }
}

async function checkBatch(
  client: PrometheusClient,
  { asked, scopes }: Batch,
  ruleTimes: RuleTimes,
  times: GatherTimes,
): Promise<[SlaScope, ObjectiveReport[]][]> {
  const together = await Promise.all(scopeMeasures(asked, ruleTimes).map(async (measure) => await gather(client, measure, times)))
  const reports: [SlaScope, ObjectiveReport[]][] = []
  for (const scope of scopes) {
    const { model } = scope
    const own = model === undefined ? together : together.map((gathered) => ofModel(gathered, model))
    reports.push([scope, await reportScope(client, scope, own, times)])
  }
  return reports
}

async function reportScope(
  client: PrometheusClient,
  scope: SlaScope,
  gathered: readonly Gathered[],
  times: GatherTimes,
): Promise<ObjectiveReport[]> {
  const groups = groupsOf(gathered)
  if (groups.length > 0) {
    return groups.flatMap((labels) => gathered.map((objective) => reportObjective(scope, objective, labels, times)))
  }
  const reason = await explainAbsence(client, scope, times.end, times.windowSeconds)
  return gathered.map((objective) => ({ ...reportObjective(scope, objective, {}, times), verdict: 'unknown', reason }))
}

function verdictOf(objectives: readonly ObjectiveReport[]): Verdict {
  if (objectives.some(({ verdict }) => verdict === 'breached')) return 'breached'
  return objectives.length === 0 || objectives.some(({ verdict }) => verdict === 'unknown') ? 'unknown' : 'met'
}

/** A Jaeger that does not answer is a note, no failure: the verdict does not need it. */
async function tracesOf(
  url: string,
  targets: SlaTargets,
  { start, end, step }: GatherTimes,
  signal: AbortSignal | undefined,
): Promise<{ traces: readonly SlowTrace[]; notes: readonly string[] }> {
  try {
    return await slowestTraces(url, targets.scopes, { start: start - step, end }, signal)
  } catch (error) {
    signal?.throwIfAborted()
    return { traces: [], notes: [`The slowest traces are missing: ${error instanceof Error ? error.message : String(error)}`] }
  }
}
