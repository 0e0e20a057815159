import type { SlaResult } from './sla-attainment.ts'
import type { SlaTargets } from './sla-targets.ts'
import type { CallSummary, PeriodSummary, Summary } from './summary.ts'

const NONE = '–'

/** The summary as text, for a terminal or a log: the process, the window, the models, the errors, the targets. Pure. */
export function formatSummary(summary: Summary): string {
  const { window } = summary
  const lines = [
    `calls            ${summary.total} ended, ${summary.inFlight} in flight${outcomes(summary)}`,
    ...callLines(summary),
    '',
    `last ${minutes(window.windowMs)}`,
    `calls            ${window.total} ended${outcomes(window)}`,
    ...callLines(window),
  ]
  const models = Object.entries(summary.byModel)
  if (models.length > 0) lines.push('', 'by model', ...models.map(([model, calls]) => modelLine(model, calls)))
  const errors = Object.entries(summary.errorsByType)
  if (errors.length > 0) lines.push('', 'errors', ...errors.map(([type, count]) => `  ${type}  ${count}`))
  const results = Object.entries(summary.sla) as [keyof SlaTargets, SlaResult][]
  if (results.length > 0) lines.push('', 'targets', ...results.map(([name, result]) => slaLine(name, result, window.sla[name])))
  return `${lines.join('\n')}\n`
}

function callLines(calls: CallSummary): string[] {
  const { durationMs } = calls
  return [
    `success          ${percent(calls.successRate)} (${calls.succeeded} succeeded, ${calls.failed} failed)`,
    `duration         mean ${time(durationMs.mean)}, p50 ${time(durationMs.p50)}, p95 ${time(durationMs.p95)}, p99 ${time(durationMs.p99)}`,
    `first token      ${time(calls.meanTimeToFirstTokenMs)} on average`,
    `speed            ${rate(calls.meanTokensPerSecond)} on average`,
    `tokens           ${calls.inputTokens} in, ${calls.outputTokens} out`,
  ]
}

function outcomes({ outcomes }: PeriodSummary): string {
  const parts = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`)
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

function modelLine(model: string, calls: CallSummary): string {
  return `  ${model}  ${calls.total} ${calls.total === 1 ? 'call' : 'calls'}, ${percent(calls.successRate)}, p95 ${time(calls.durationMs.p95)}, ${rate(calls.meanTokensPerSecond)}`
}

const TARGET_LABELS: Readonly<
  Record<keyof SlaTargets, readonly [label: string, sign: string, show: (value: number | undefined) => string]>
> = {
  p95ResponseTimeMs: ['p95 response time', '<=', time],
  p99ResponseTimeMs: ['p99 response time', '<=', time],
  availability: ['availability', '>=', percent],
  errorRate: ['error rate', '<=', percent],
}

function slaLine(name: keyof SlaTargets, whole: SlaResult, recent: SlaResult | undefined): string {
  const [label, sign, show] = TARGET_LABELS[name]
  const verdict = ({ state, actual }: SlaResult): string => (state === 'unknown' ? 'unknown' : `${state} (${show(actual)})`)
  return `  ${label} ${sign} ${show(whole.target)}: ${verdict(whole)}${recent ? `, lately ${verdict(recent)}` : ''}`
}

function time(ms: number | undefined): string {
  if (ms === undefined) return NONE
  if (ms < 1_000) return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`
  return `${(ms / 1_000).toFixed(2)} s`
}

function percent(share: number | undefined): string {
  return share === undefined ? NONE : `${Number((share * 100).toFixed(2))} %`
}

function rate(tokensPerSecond: number | undefined): string {
  return tokensPerSecond === undefined ? NONE : `${tokensPerSecond.toFixed(1)} tokens/s`
}

function minutes(ms: number): string {
  return ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1_000} s`
}
