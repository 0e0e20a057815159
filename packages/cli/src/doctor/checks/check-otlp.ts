import { type OtlpTarget, SIGNALS } from '../export-plan.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { redactUrl } from '../redact-value.ts'
import { explainAnswer } from './explain-answer.ts'

/** Each OTLP endpoint takes an empty export request. Signals that share a fate are told together. */
export function checkOtlp({ plan, answers }: Facts): Finding[] {
  if (plan.disabled) return []
  const findings = new Map<string, { signals: string[]; finding: Omit<Finding, 'text'>; where: string; text: string }>()
  for (const signal of SIGNALS) {
    const target = plan.signals[signal].otlp
    const answer = target && answers.get(target.url)
    if (!target || !answer) continue
    const { level, text, fix } = explainAnswer(target, answer)
    const known = findings.get(`${text}${fix ?? ''}`)
    if (known) known.signals.push(signal)
    else {
      const finding = { area: 'exporting' as const, level, ...(fix !== undefined && { fix }) }
      findings.set(`${text}${fix ?? ''}`, { signals: [signal], finding, where: destination(target), text })
    }
  }
  return [...findings.values()].map(({ signals, finding, where, text }) => ({
    ...finding,
    text: `${signals.join(', ')} -> ${where}: ${text}`,
  }))
}

function destination({ url, protocol, from }: OtlpTarget): string {
  const base = redactUrl(protocol === 'grpc' ? url : url.replace(/\/v1\/(traces|metrics|logs)$/, ''))
  return `${base} (${protocol}, ${from ?? 'the default'})`
}
