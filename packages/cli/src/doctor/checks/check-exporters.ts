import { SIGNALS, type Signal } from '../export-plan.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'

/** What is lost with a signal that goes nowhere. */
const LOST: Readonly<Record<Signal, string>> = {
  traces: 'spans and their token time lines are lost',
  metrics: 'metrics are lost',
  logs: 'log events, and with them captured content and exceptions, are lost',
}

/** A signal whose exporter is `none`, or a telemetry that is switched off, is lost. */
export function checkExporters({ plan }: Facts): Finding[] {
  if (plan.disabled) {
    const text = 'OTEL_SDK_DISABLED=true: nothing is recorded or exported.'
    return [{ area: 'exporting', level: 'loss', text, fix: 'Unset OTEL_SDK_DISABLED.' }]
  }
  return SIGNALS.flatMap((signal): Finding[] => {
    const { exporters } = plan.signals[signal]
    const variable = `OTEL_${signal.toUpperCase()}_EXPORTER`
    if (exporters.length === 0 || exporters.includes('none')) {
      // Nothing but content and exceptions travels as logs, and both are optional.
      const level = signal === 'logs' ? 'note' : 'loss'
      return [
        { area: 'exporting', level, text: `${signal}: ${variable}=none, ${LOST[signal]}.`, fix: `Unset ${variable}, or set it to otlp.` },
      ]
    }
    const others = exporters.filter((name) => name !== 'otlp' && name !== 'prometheus')
    return others.map((name) => ({ area: 'exporting', level: 'note', text: `${signal}: also to the exporter "${name}".` }))
  })
}
