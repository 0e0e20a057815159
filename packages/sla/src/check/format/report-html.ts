import { type Figure, type Section, type Table, type TableCell, writePage } from '@tokenscope/report'
import type { ObjectiveReport, SlaReport, Verdict } from '../sla-report.ts'
import { bySubject, describeCoverage, describePromise, describeQuestion, describeReport, describeStep } from './describe-objective.ts'
import { formatStep, formatTime } from './format-time.ts'
import { formatBudget, formatBurnRate, formatMeasured, formatRatio } from './format-value.ts'
import { reportCharts } from './report-charts.ts'

const STATES: Readonly<Record<Verdict, NonNullable<Figure['state']>>> = { met: 'good', breached: 'bad', unknown: 'unknown' }
const ORDER: readonly Verdict[] = ['breached', 'unknown', 'met']
/** A page of a hundred models is not read: pictures are for the worst of them. */
const MOST_PICTURED = 10

/** The report as one page without scripts, with pictures, fit to be sent by mail. */
export function reportHtml(report: SlaReport): string {
  const subjects = bySubject(report.objectives).sort(([, a], [, b]) => rank(a) - rank(b))
  return writePage({
    title: `Service levels: ${report.verdict}`,
    subtitle: describeQuestion(report),
    sections: [
      summary(report),
      ...subjects.map(([subject, objectives], index) => subjectSection(subject, objectives, report, index < MOST_PICTURED)),
      ...subjects.flatMap(([subject, objectives]) => worstSection(subject, objectives, report)),
      ...(report.slowestTraces.length === 0 ? [] : [traces(report)]),
      explanation(report, subjects.length),
    ],
    footer: `Made by tokenscope sla check on ${formatTime(report.time)}.`,
  })
}

function rank(objectives: readonly ObjectiveReport[]): number {
  return Math.min(...objectives.map(({ verdict }) => ORDER.indexOf(verdict)))
}

function summary(report: SlaReport): Section {
  const of = (verdict: Verdict): number => report.objectives.filter((objective) => objective.verdict === verdict).length
  return {
    title: 'Summary',
    text: [describeReport(report)],
    figures: ORDER.map((verdict) => ({ label: verdict, value: String(of(verdict)), state: of(verdict) === 0 ? 'plain' : STATES[verdict] })),
  }
}

function subjectSection(subject: string, objectives: readonly ObjectiveReport[], report: SlaReport, isPictured: boolean): Section {
  const figures = objectives.map((objective): Figure => {
    const { verdict, measured, unit, reason } = objective
    const value = reason === null || measured !== null ? formatMeasured(measured, unit) : 'unknown'
    return { label: describePromise(objective), value, note: verdict, state: STATES[verdict] }
  })
  const texts = objectives.flatMap((objective) => {
    const coverage = describeCoverage(objective, report.windowSeconds)
    const { reason } = objective
    if (reason !== null) return [`${describePromise(objective)} is unknown. ${reason.message} ${reason.remedy}`]
    return coverage === undefined ? [] : [`${describePromise(objective)} is judged ${coverage}.`]
  })
  // One reason for all objectives is said once.
  const [first] = objectives
  const isSame =
    objectives.length > 1 && first?.reason != null && objectives.every(({ reason }) => reason?.message === first.reason?.message)
  return {
    title: subject,
    text: isSame && first?.reason ? [`${first.reason.message} ${first.reason.remedy}`] : texts,
    figures,
    charts: isPictured ? reportCharts(objectives, report.windowSeconds) : [],
    table: objectiveTable(objectives),
  }
}

function objectiveTable(objectives: readonly ObjectiveReport[]): Table {
  return {
    columns: ['Promise', 'Verdict', 'Attainment', 'Budget left', 'Burn rate now', 'Last 24 h', 'Last 7 d', 'Bad', 'Of'],
    rows: objectives.map((objective): TableCell[] => [
      describePromise(objective),
      { text: objective.verdict, state: STATES[objective.verdict] },
      formatRatio(objective.attainment),
      formatBudget(objective.budgetRemaining),
      formatBurnRate(objective.burnRate),
      formatRatio(objective.trend.day),
      formatRatio(objective.trend.week),
      objective.badEvents === null ? '–' : String(Math.round(objective.badEvents)),
      objective.events === null ? '–' : `${Math.round(objective.events)} ${objective.counted ?? ''}`.trim(),
    ]),
  }
}

function worstSection(subject: string, objectives: readonly ObjectiveReport[], { stepSeconds }: SlaReport): Section[] {
  const rows = objectives
    .filter(({ verdict, worst }) => verdict === 'breached' && worst.length > 0)
    .flatMap((objective) =>
      objective.worst.map((step): TableCell[] => [
        describePromise(objective),
        formatStep(step.time, stepSeconds),
        describeStep(step, objective),
      ]),
    )
  if (rows.length === 0) return []
  return [{ title: `Worst times of ${subject}`, table: { columns: ['Promise', 'When', 'What was bad'], rows } }]
}

function traces({ slowestTraces }: SlaReport): Section {
  return {
    title: 'Slowest traces',
    table: {
      columns: ['Took', 'Model', 'Service', 'When', 'Trace'],
      rows: slowestTraces.map(({ traceId, url, time, durationSeconds, service, model }): TableCell[] => [
        formatMeasured(durationSeconds, 'seconds'),
        model,
        service,
        formatTime(time),
        { text: traceId.slice(0, 8), href: url },
      ]),
    },
  }
}

function explanation({ notes }: SlaReport, subjects: number): Section {
  return {
    title: 'How to read this',
    text: [
      'Attainment is the share of good events: requests in time, requests without a failure, or slices of five minutes in which at least 95 % of the requests succeeded.',
      'What was not promised is the budget: of 99.5 % it is 0.5 % of all events. At 100 % left nothing was bad; below 0 % the promise is broken. A burn rate of 1 spends the budget exactly in the window; of 10, in a tenth of it.',
      'Unknown is not good: it says that the data cannot tell, and why.',
      ...(subjects > MOST_PICTURED ? [`Pictures are shown of the first ${MOST_PICTURED} of ${subjects} groups of calls.`] : []),
      ...notes,
    ],
  }
}
