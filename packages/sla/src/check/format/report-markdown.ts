import type { ObjectiveReport, SlaReport } from '../sla-report.ts'
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

/** The report for a wiki, an issue or a chat. */
export function reportMarkdown(report: SlaReport): string {
  const { objectives, slowestTraces, notes } = report
  return [
    `# Service levels: ${report.verdict}`,
    '',
    `${describeReport(report)} ${capital(describeQuestion(report))}.`,
    ...bySubject(objectives).flatMap(([subject, list]) => subjectPart(subject, list, report)),
    ...(slowestTraces.length === 0 ? [] : tracesPart(report)),
    ...(notes.length === 0 ? [] : ['', '## Notes', '', ...notes.map((note) => `- ${escapeMarkdown(note)}`)]),
    '',
  ].join('\n')
}

function subjectPart(subject: string, objectives: readonly ObjectiveReport[], report: SlaReport): string[] {
  const rows = objectives.map((objective) => [
    objective.verdict === 'met' ? 'met' : `**${objective.verdict}**`,
    describePromise(objective),
    formatMeasured(objective.measured, objective.unit),
    formatRatio(objective.attainment),
    formatBudget(objective.budgetRemaining),
    formatBurnRate(objective.burnRate),
    describeTrend(objective),
  ])
  return [
    '',
    `## ${escapeMarkdown(subject)}`,
    '',
    ...table(['Verdict', 'Promise', 'Measured', 'Attainment', 'Budget left', 'Burn rate now', 'Trend'], rows),
    ...objectives.flatMap((objective) => details(objective, report)),
  ]
}

function details(objective: ObjectiveReport, { stepSeconds, windowSeconds }: SlaReport): string[] {
  const { reason, verdict, worst } = objective
  const promise = describePromise(objective)
  const coverage = describeCoverage(objective, windowSeconds)
  return [
    ...(reason === null ? [] : ['', `**${promise}** is unknown. ${escapeMarkdown(reason.message)} ${escapeMarkdown(reason.remedy)}`]),
    ...(coverage === undefined ? [] : ['', `**${promise}** is judged ${coverage}.`]),
    ...(verdict === 'breached' && worst.length > 0
      ? [
          '',
          `Worst times of **${promise}**:`,
          '',
          ...worst.map((step) => `- ${formatStep(step.time, stepSeconds)}: ${describeStep(step, objective)}`),
        ]
      : []),
  ]
}

function tracesPart({ slowestTraces }: SlaReport): string[] {
  const rows = slowestTraces.map(({ traceId, url, time, durationSeconds, service, model }) => [
    formatMeasured(durationSeconds, 'seconds'),
    escapeMarkdown(model),
    escapeMarkdown(service),
    formatTime(time),
    `[${traceId.slice(0, 8)}](${url})`,
  ])
  return ['', '## Slowest traces', '', ...table(['Took', 'Model', 'Service', 'When', 'Trace'], rows)]
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)]
}

/** Names of models may hold anything. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|#]/g, String.raw`\$&`).replaceAll(/\s+/g, ' ')
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
