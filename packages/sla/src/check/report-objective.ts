import { LABEL_SERVICE } from '../promql/labels.ts'
import type { SlaScope } from '../targets/sla-targets.ts'
import { type Gathered, type GatherTimes, ofGroup } from './gather.ts'
import { judge } from './judge.ts'
import type { Labels } from './prometheus/to-samples.ts'
import { rounded } from './rounded.ts'
import type { ObjectiveReport, StepReport } from './sla-report.ts'
import { subjectOf } from './subject.ts'
import { toHistory } from './to-history.ts'

const DAY = 86_400
const WEEK = 7 * DAY
const MOST_WORST = 5

/** One objective of one group, judged. */
export function reportObjective(scope: SlaScope, gathered: Gathered, labels: Labels, times: GatherTimes): ObjectiveReport {
  const { measure } = gathered
  const { objective, counts, better, judged } = measure
  const history = toHistory(gathered, labels)
  const share = attainmentOf(gathered, history)
  const [events, bad] = [total(history, 'events'), total(history, 'badEvents')]
  const first = history[0]
  const dataSeconds = first === undefined ? 0 : Math.min(times.windowSeconds, times.end - first.time + times.step)
  const value = judged === 'now' ? lastValue(history, times) : ofGroup(gathered.value, labels)?.value
  const figures = { events, bad, value, dataSeconds, windowSeconds: times.windowSeconds, withoutBucket: withoutBucket(gathered, labels) }
  const { verdict, reason } = judge(measure, figures)
  const isCounted = counts !== undefined && reason?.code !== 'bucket-missing'
  const attainment = isCounted || counts === undefined ? share(0) : null
  const budget = objective.budget
  const since = (seconds: number): number | null => (isCounted || counts === undefined ? share(times.end - seconds) : null)
  return {
    scope: scope.id,
    slo: objective.slo,
    labels,
    subject: subjectOf(scope, labels),
    promise: objective.words,
    target: objective.target,
    unit: objective.unit,
    verdict,
    reason,
    measured: rounded(measuredOf(objective.slo, value, attainment)),
    attainment: rounded(attainment),
    objective: budget === undefined ? null : rounded(1 - budget),
    counted: counts?.unit ?? null,
    events: rounded(events ?? null),
    badEvents: isCounted ? rounded(bad ?? null) : null,
    budgetRemaining: budget === undefined || attainment === null ? null : rounded(1 - (1 - attainment) / budget),
    burnRate: isCounted ? rounded(burnRate(gathered, labels)) : null,
    burnWindowSeconds: times.burnSeconds,
    dataSeconds,
    trend: {
      day: rounded(since(DAY)),
      week: times.windowSeconds < WEEK ? null : rounded(since(WEEK)),
      window: rounded(attainment),
    },
    worst: isCounted || counts === undefined ? worstOf(history, counts !== undefined, better) : [],
    history,
  }
}

function total(history: readonly StepReport[], name: 'events' | 'badEvents'): number | undefined {
  const values = history.flatMap((step) => step[name] ?? [])
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0)
}

/** Share of good events since a time; of a limit, share of steps within it. */
function attainmentOf(
  { measure: { counts, objective, better } }: Gathered,
  history: readonly StepReport[],
): (since: number) => number | null {
  return (since) => {
    const steps = history.filter(({ time }) => time > since)
    if (counts === undefined) {
      const values = steps.flatMap(({ value }) => value ?? [])
      const good = values.filter((value) => (better === 'lower' ? value <= objective.target : value >= objective.target))
      return values.length === 0 ? null : good.length / values.length
    }
    const events = total(steps, 'events') ?? 0
    return events <= 0 ? null : 1 - (total(steps, 'badEvents') ?? 0) / events
  }
}

function lastValue(history: readonly StepReport[], { end }: GatherTimes): number | undefined {
  const last = history.at(-1)
  return last?.time === end ? (last.value ?? undefined) : undefined
}

function measuredOf(slo: string, value: number | undefined, attainment: number | null): number | null {
  if (slo === 'availability') return attainment
  if (slo === 'error-rate') return attainment === null ? null : 1 - attainment
  return value ?? null
}

function burnRate({ measure: { objective }, burnEvents, burnBad }: Gathered, labels: Labels): number | null {
  const events = ofGroup(burnEvents, labels)?.value ?? 0
  const bad = ofGroup(burnBad, labels)?.value
  if (bad === undefined || events <= 0 || objective.budget === undefined) return null
  return bad / events / objective.budget
}

/** Services of the group whose series have no bucket at the threshold. */
function withoutBucket({ missingBuckets }: Gathered, labels: Labels): string[] {
  const ofThese = missingBuckets.filter((sample) => Object.entries(labels).every(([name, value]) => sample.labels[name] === value))
  return ofThese.map((sample) => sample.labels[LABEL_SERVICE] ?? 'a service without a name').sort()
}

function worstOf(history: readonly StepReport[], isCounted: boolean, better: 'lower' | 'higher'): StepReport[] {
  if (isCounted) {
    const bad = history.filter(({ badEvents }) => (badEvents ?? 0) > 0.5)
    return bad.sort((a, b) => (b.badEvents ?? 0) - (a.badEvents ?? 0)).slice(0, MOST_WORST)
  }
  const known = history.filter(({ value }) => value !== null)
  const sign = better === 'lower' ? -1 : 1
  return known.sort((a, b) => sign * ((a.value ?? 0) - (b.value ?? 0))).slice(0, MOST_WORST)
}
