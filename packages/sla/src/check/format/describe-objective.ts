import { prometheusDuration } from '../../promql/prometheus-duration.ts'
import type { ObjectiveReport, SlaReport, StepReport } from '../sla-report.ts'
import { formatTime } from './format-time.ts'
import { formatMeasured, formatRatio } from './format-value.ts'

/** The promise with what it is about: `response time p95 <= 3 s`. */
export function describePromise({ slo, promise }: Pick<ObjectiveReport, 'slo' | 'promise'>): string {
  const name = /^(response-time|time-to-first-token)-p/.exec(slo)?.[1]
  return name === undefined ? promise : `${name.replaceAll('-', ' ')} ${promise}`
}

/** What one step was like: `300 of 600 requests, 4.8 s`. */
export function describeStep({ events, badEvents, value }: StepReport, { counted, unit, slo }: ObjectiveReport): string {
  const measured = formatMeasured(value, unit)
  if (counted === null || events === null || badEvents === null) return measured
  const counts = `${Math.round(badEvents)} of ${Math.round(events)} ${counted}`
  return slo === 'error-rate' || slo === 'availability' ? counts : `${counts}, ${measured}`
}

/** Beside the attainment of the window: `24 h 95.833 %, 7 d 99.1 %`. */
export function describeTrend({ trend }: ObjectiveReport): string {
  const week = trend.week === null ? '' : `, 7 d ${formatRatio(trend.week)}`
  return `24 h ${formatRatio(trend.day)}${week}`
}

/** The whole in one sentence. */
export function describeReport({ verdict, objectives }: SlaReport): string {
  const count = (wanted: SlaReport['verdict']): number => objectives.filter((objective) => objective.verdict === wanted).length
  const all = objectives.length
  const things = all === 1 ? '1 objective' : `${all} objectives`
  if (verdict === 'met') return all === 1 ? 'The objective is met.' : `All ${things} are met.`
  const unknown = count('unknown')
  const told = unknown === 0 ? '' : `, ${unknown} unknown`
  if (verdict === 'breached') return `${count('breached')} of ${things} breached${told}.`
  return `Of ${things} ${count('met')} met${told}; none is known to be breached.`
}

/** `window 30d up to 2026-11-26 13:26 UTC, from http://127.0.0.1:9090`. */
export function describeQuestion({ windowSeconds, time, prometheus }: SlaReport): string {
  return `window ${prometheusDuration(windowSeconds)} up to ${formatTime(time)}, from ${prometheus}`
}

/** Said where the data is shorter than the window, though enough for a verdict; undefined otherwise. */
export function describeCoverage({ dataSeconds, verdict }: ObjectiveReport, windowSeconds: number): string | undefined {
  if (verdict === 'unknown' || dataSeconds >= windowSeconds * 0.95) return undefined
  return `over the ${prometheusDuration(Math.round(dataSeconds / 60) * 60)} that there is data of`
}

/** Objectives of one group of calls, together, in the order of the report. */
export function bySubject(objectives: readonly ObjectiveReport[]): [subject: string, objectives: ObjectiveReport[]][] {
  const subjects = new Map<string, ObjectiveReport[]>()
  for (const objective of objectives) {
    const key = `${objective.scope}\n${objective.subject}`
    subjects.set(key, [...(subjects.get(key) ?? []), objective])
  }
  return [...subjects.values()].map((list) => [list[0]?.subject ?? '', list])
}
