import { SIGNALS, type Signal } from '../export-plan.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'

/** What is lost with a signal that goes nowhere. */
const LOST: Readonly<Record<Signal, string>> = {
  traces: 'spans and their token time lines are lost',
  metrics: 'they are lost',
  logs: 'log events, and with them captured content and exceptions, are lost',
}

/** A signal whose exporter is `none`, or a telemetry that is switched off, is lost. */
export function checkExporters({ plan, env }: Facts): Finding[] {
  if (plan.disabled) {
    const text = 'OTEL_SDK_DISABLED=true: nothing is recorded or exported.'
    return [{ area: 'exporting', level: 'loss', text, fix: 'Unset OTEL_SDK_DISABLED.' }]
  }
  return SIGNALS.flatMap((signal): Finding[] => {
    const { exporters } = plan.signals[signal]
    if (exporters.length === 0 || exporters.includes('none')) return [nowhere(signal, env)]
    const others = exporters.filter((name) => name !== 'otlp' && name !== 'prometheus')
    return others.map((name) => ({ area: 'exporting', level: 'note', text: `${signal}: also to the exporter "${name}".` }))
  })
}

function nowhere(signal: Signal, env: Facts['env']): Finding {
  const variable = `OTEL_${signal.toUpperCase()}_EXPORTER`
  // Nothing but content and exceptions travels as logs, and both are optional.
  const level = signal === 'logs' ? 'note' : 'loss'
  const told = env[variable]?.trim()
  return {
    area: 'exporting',
    level,
    text: `${signal} go nowhere (${told ? `${variable}=${told}` : 'no OTLP endpoint is set'}): ${LOST[signal]}.`,
    fix: told ? `Unset ${variable}, or set it to otlp.` : 'Set OTEL_EXPORTER_OTLP_ENDPOINT, for example http://127.0.0.1:4318.',
  }
}
