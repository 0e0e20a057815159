import type { ObjectiveReport, SlaReport, Verdict } from '../sla-report.ts'
import {
  bySubject,
  describeCoverage,
  describePromise,
  describeQuestion,
  describeReport,
  describeStep,
  describeTrend,
} from './describe-objective.ts'
import { formatStep, formatTime } from './format-time.ts'
import { formatBudget, formatBurnRate, formatMeasured, formatRatio } from './format-value.ts'

/** A report in words, for whoever lays them out. */
export interface DescribedReport {
  readonly headline: string
  readonly question: string
  readonly subjects: readonly { readonly subject: string; readonly objectives: readonly DescribedObjective[] }[]
  readonly traces: readonly string[]
  readonly notes: readonly string[]
}

export interface DescribedObjective {
  readonly verdict: Verdict
  readonly promise: string
  /** `–` where nothing was measured. */
  readonly measured: string
  /** Attainment, budget, burn rate, trend; empty where there are none. */
  readonly figures: string
  /** Why it is unknown; when it was worst. */
  readonly details: readonly string[]
}

export function describeSlaReport(report: SlaReport): DescribedReport {
  return {
    headline: describeReport(report),
    question: describeQuestion(report),
    subjects: bySubject(report.objectives).map(([subject, objectives]) => ({
      subject,
      objectives: objectives.map((objective) => describeSlaObjective(objective, report)),
    })),
    traces: report.slowestTraces.map(
      ({ durationSeconds, model, time, url }) => `${formatMeasured(durationSeconds, 'seconds')}  ${model}, ${formatTime(time)}  ${url}`,
    ),
    notes: report.notes,
  }
}

export function describeSlaObjective(objective: ObjectiveReport, { stepSeconds, windowSeconds }: SlaReport): DescribedObjective {
  const { verdict, reason, measured, unit, attainment, budgetRemaining, burnRate, worst } = objective
  const coverage = describeCoverage(objective, windowSeconds)
  const figures = [
    ...(objective.objective === null
      ? [`within it ${formatRatio(attainment)} of the time`]
      : [
          `attainment ${formatRatio(attainment)}`,
          `budget left ${formatBudget(budgetRemaining)}`,
          `burn rate now ${formatBurnRate(burnRate)}`,
        ]),
    describeTrend(objective),
  ]
  return {
    verdict,
    promise: describePromise(objective),
    measured: formatMeasured(measured, unit),
    figures: attainment === null ? '' : figures.join(', '),
    details: [
      ...(reason === null ? [] : [`${reason.message} ${reason.remedy}`]),
      ...(coverage === undefined ? [] : [`Judged ${coverage}.`]),
      ...(verdict === 'breached'
        ? worst.slice(0, 3).map((step) => `worst: ${formatStep(step.time, stepSeconds)}: ${describeStep(step, objective)}`)
        : []),
    ],
  }
}
