import { explainAnswer } from '../doctor/checks/explain-answer.ts'
import type { OtlpTarget } from '../doctor/export-plan.ts'
import type { OtlpAnswer } from '../doctor/probes/probe-otlp.ts'
import { redactUrl } from '../doctor/redact-value.ts'
import { wrapText } from '../terminal/wrap-text.ts'

/** What is known when the story is over. */
export interface WhereNext {
  readonly metricsUrl: string | undefined
  /** Whether the metrics page outlives the demo. */
  readonly stays: boolean
  /** Where traces were sent, and what it says to an export request; absent where nothing was configured. */
  readonly otlp: { readonly target: OtlpTarget; readonly answer: OtlpAnswer } | undefined
  /** The page that shows the calls live, where there is one. */
  readonly lensUrl?: string | undefined
  /** Where Jaeger shows the trace that shows most. */
  readonly jaegerUrl?: string | undefined
}

const INDENT = ' '.repeat(10)

/** The last lines: where the same can be seen, and what to type next. */
export function drawWhereNext({ metricsUrl, stays, otlp, lensUrl, jaegerUrl }: WhereNext, columns: number): string[] {
  const lines: string[] = []
  if (metricsUrl !== undefined) lines.push(`Metrics   ${metricsUrl}${stays ? '' : ' (with --watch it stays)'}`)
  if (otlp) lines.push(...drawOtlp(otlp, jaegerUrl, columns))
  else if (lensUrl !== undefined) lines.push(`Traces    ${lensUrl} (live, token by token)`)
  else lines.push('Traces    here only; else OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318')
  lines.push('Yours     tokenscope doctor says what your application exports where')
  return lines
}

function drawOtlp({ target, answer }: NonNullable<WhereNext['otlp']>, jaegerUrl: string | undefined, columns: number): string[] {
  const { level, text, fix } = explainAnswer(target, answer)
  const lines = [`Traces    ${redactUrl(target.url)}: ${text}`]
  if (level === 'loss' && fix !== undefined) lines.push(...wrapText(fix, columns - INDENT.length).map((line) => INDENT + line))
  if (level === 'ok' && jaegerUrl !== undefined) lines.push(`Jaeger    ${jaegerUrl}`)
  return lines
}
