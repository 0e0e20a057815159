import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'

/** The Prometheus endpoint can be opened, or is already served. */
export function checkPrometheusPort(facts: Facts): Finding[] {
  return facts.plan.disabled ? [] : state(facts)
}

function state({ port }: Facts): Finding[] {
  if (!port) {
    const fix = 'For a page that Prometheus scrapes: OTEL_METRICS_EXPORTER=otlp,prometheus'
    return [{ area: 'exporting', level: 'note', text: 'metrics: no Prometheus endpoint.', fix }]
  }
  const where = `http://${port.host === '0.0.0.0' ? '127.0.0.1' : port.host}:${port.port}/metrics`
  switch (port.state) {
    case 'free':
      return [{ area: 'exporting', level: 'ok', text: `metrics -> ${where}: the port is free.` }]
    case 'serving':
      return [{ area: 'exporting', level: 'note', text: `metrics -> ${where}: already served; by the application, if it is running.` }]
    case 'taken':
      return [
        {
          area: 'exporting',
          level: 'loss',
          text: `metrics -> ${where}: something else listens on port ${port.port}, the endpoint cannot be opened.`,
          fix: 'Set OTEL_EXPORTER_PROMETHEUS_PORT to a free port.',
        },
      ]
    default:
      return [
        {
          area: 'exporting',
          level: 'loss',
          text: `metrics -> ${where}: cannot be opened (${port.state}).`,
          fix: 'Set OTEL_EXPORTER_PROMETHEUS_HOST to an address of this machine and OTEL_EXPORTER_PROMETHEUS_PORT to a port that it may open.',
        },
      ]
  }
}
