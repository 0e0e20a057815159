import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'

/** Whether Jaeger answers, and has traces of the service that this environment names. */
export function checkJaeger({ stack, env }: Facts): Finding[] {
  const { jaeger, collector, addresses } = stack
  if (jaeger === 'absent') {
    if (collector === 'absent') return []
    const text = `No Jaeger answers at ${addresses.jaeger}: the Collector keeps traces in its queue until one does.`
    return [
      {
        area: 'stack',
        level: 'note',
        text,
        fix: 'tokenscope stack up starts it. If it runs elsewhere, set TOKENSCOPE_JAEGER_HTTP to its host and port.',
      },
    ]
  }
  if (jaeger === 'other') {
    const text = `What answers at ${addresses.jaeger} is not Jaeger.`
    return [{ area: 'stack', level: 'note', text, fix: 'Set TOKENSCOPE_JAEGER_HTTP to the host and port of Jaeger.' }]
  }
  const service = env.OTEL_SERVICE_NAME?.trim()
  const known = jaeger.services.toSorted().join(', ') || 'none yet'
  if (service && !jaeger.services.includes(service)) {
    const text = `Jaeger has no trace of the service "${service}" (OTEL_SERVICE_NAME). It has: ${known}.`
    return [
      { area: 'stack', level: 'note', text, fix: 'tokenscope doctor --trace sends one trace along the whole way and says where it ends.' },
    ]
  }
  return [{ area: 'stack', level: 'ok', text: `Jaeger answers at ${addresses.jaeger}, with traces of: ${known}.` }]
}
