import { resolveOptions } from '@tokenscope/core'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'

const PLACES = { span: 'on spans', event: 'as log events', both: 'on spans and as log events' } as const

/** Whether prompts and answers are recorded, and whether they would get anywhere. */
export function checkContent({ env, plan }: Facts): Finding[] {
  const { captureContent } = resolveOptions(undefined, env).resolved
  if (captureContent === 'none') return [{ area: 'recording', level: 'ok', text: 'Prompts and answers are not recorded.' }]
  const text = `Prompts and answers are recorded ${PLACES[captureContent]}: whoever reads the telemetry reads them.`
  const fix = 'To record none: unset OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT. To change what is recorded: the option redact.'
  const findings: Finding[] = [{ area: 'recording', level: 'note', text, fix }]
  if (captureContent !== 'span' && plan.signals.logs.exporters.includes('none')) {
    findings.push({
      area: 'recording',
      level: 'loss',
      text: 'Content is recorded as log events, but OTEL_LOGS_EXPORTER=none.',
      fix: 'Unset OTEL_LOGS_EXPORTER, or record on spans: OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=SPAN_ONLY',
    })
  }
  return findings
}
