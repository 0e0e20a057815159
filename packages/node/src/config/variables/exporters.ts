import type { VariableGroup } from './variable.ts'

export const EXPORTER_VARIABLES: VariableGroup = {
  title: 'Where it goes',
  variables: [
    {
      name: 'OTEL_TRACES_EXPORTER',
      meaning: 'Exporters of traces.',
      standard: '`otlp` with an OTLP endpoint, else `none`',
      allowed: 'a list of `otlp`, `console`, `zipkin`; `none`',
    },
    {
      name: 'OTEL_METRICS_EXPORTER',
      meaning: 'Exporters of metrics.',
      standard: '`otlp` with an OTLP endpoint, else `prometheus`',
      allowed: 'a list of `otlp`, `console`, `prometheus`; `none`',
    },
    {
      name: 'OTEL_LOGS_EXPORTER',
      meaning: 'Exporters of log events.',
      standard: '`otlp` with an OTLP endpoint, else `none`',
      allowed: 'a list of `otlp`, `console`; `none`',
    },
    { name: 'OTEL_EXPORTER_PROMETHEUS_HOST', meaning: 'Address that the Prometheus endpoint binds.', standard: '`127.0.0.1`' },
    {
      name: 'OTEL_EXPORTER_PROMETHEUS_PORT',
      meaning: 'Its port; 0 takes a free one.',
      standard: '`9464`',
      allowed: 'a whole number from 0 to 65535',
    },
  ],
}
