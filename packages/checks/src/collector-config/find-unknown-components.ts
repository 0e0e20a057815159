import { type CollectorConfig, componentsOf, type Section } from './collector-config.ts'
import type { Finding } from './finding.ts'
import type { ComponentSet } from './known-components.ts'

/** Names that still work or once worked, and what to write today. */
const OLD_NAMES: Readonly<Partial<Record<Section, Readonly<Record<string, string>>>>> = {
  receivers: { hostmetrics: 'Write host_metrics', filelog: 'Write file_log', opencensus: 'It is gone; send OTLP' },
  processors: {
    batch: 'Use sending_queue.batch of the exporter: this processor says yes before the data is safe',
    spanmetrics: 'Use the connector span_metrics',
    resourcedetection: 'Write resource_detection',
    k8sattributes: 'Write k8s_attributes',
    groupbytrace: 'Write group_by_trace',
    queued_retry: 'It is gone; use sending_queue and retry_on_failure of the exporter',
  },
  exporters: {
    otlp: 'Write otlp_grpc',
    otlphttp: 'Write otlp_http',
    logging: 'It is gone; write debug',
    jaeger: 'It is gone; write otlp_grpc, Jaeger takes OTLP',
    loadbalancing: 'Write load_balancing',
    prometheusremotewrite: 'Write prometheus_remote_write',
    alertmanager: 'No distribution has it; alert from Prometheus',
  },
  connectors: { spanmetrics: 'Write span_metrics', signaltometrics: 'Write signal_to_metrics', servicegraph: 'Write service_graph' },
  extensions: { memory_ballast: 'It is gone; set GOMEMLIMIT', healthcheck: 'Write health_check', filestorage: 'Write file_storage' },
}

/** Components that the Collector does not have, and names of yesterday. */
export function findUnknownComponents(config: CollectorConfig, known: ComponentSet): Finding[] {
  return componentsOf(config).flatMap(({ section, id, type }): Finding[] => {
    const path = `${section}.${id}`
    const old = known[section].has(type) ? undefined : OLD_NAMES[section]?.[type]
    if (old !== undefined) return [{ file: config.file, path, message: `${type} is an old name`, remedy: old }]
    if (known[section].has(type)) return []
    const near = [...known[section]].sort().join(', ')
    return [
      {
        file: config.file,
        path,
        message: `the Collector has no ${section.slice(0, -1)} ${type}`,
        remedy: `Use one of ${near}, or add its module to builder.yaml`,
      },
    ]
  })
}
