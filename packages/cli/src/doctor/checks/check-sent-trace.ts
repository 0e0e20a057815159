import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'

/** Where the one trace of `--trace` ended. */
export function checkSentTrace({ sentTrace, stack, plan }: Facts): Finding[] {
  if (sentTrace === undefined) return []
  if (sentTrace === 'no-target') {
    const text = `No trace was sent: traces go nowhere${plan.disabled ? ', the SDK is disabled' : ''}.`
    return [{ area: 'stack', level: 'loss', text, fix: 'Set OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318.' }]
  }
  const { traceId, answer, arrivedAfterSeconds, waitedSeconds } = sentTrace
  if (arrivedAfterSeconds !== undefined) {
    const text = `One trace went the whole way in ${arrivedAfterSeconds.toFixed(1)} s: ${stack.addresses.jaeger}/trace/${traceId}`
    return [{ area: 'stack', level: 'ok', text }]
  }
  if (typeof answer === 'string' || answer >= 300) {
    const text = `One trace was sent and not taken by the endpoint: ${typeof answer === 'string' ? answer : `HTTP ${answer}`}.`
    return [{ area: 'stack', level: 'loss', text, fix: 'See what the endpoint answers above, under Exporting.' }]
  }
  const text = `One trace (${traceId}) was taken by the endpoint, and Jaeger did not have it after ${Math.round(waitedSeconds)} s.`
  return [{ area: 'stack', level: 'loss', text, fix: hop(stack) }]
}

/** What stands between the endpoint and Jaeger. */
function hop({ jaeger, collector }: Facts['stack']): string {
  if (jaeger === 'absent' || jaeger === 'other')
    return 'Start Jaeger: tokenscope stack up. The Collector keeps the trace in its queue until then.'
  if (collector === 'absent') return 'The endpoint is not the Collector of this machine: look at the traces of the Collector behind it.'
  return 'The Collector and Jaeger both answer: read the end of both logs (tokenscope stack status names them), and look at the queue above.'
}
