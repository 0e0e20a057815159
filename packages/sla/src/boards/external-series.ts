import type { Matcher } from '../promql/selector.ts'

/**
 * Series of others that boards read: the Collector, its span metrics, Prometheus and Alertmanager. With the suffixes that the shipped
 * configuration asks for. Our own come from `@tokenscope/semconv`, recorded ones from the rules.
 */
export const EXTERNAL = {
  up: 'up',
  alerts: 'ALERTS',

  spanCalls: 'traces_span_metrics_calls_total',
  keptCalls: 'traces_span_metrics_kept_calls_total',
  keptDurationBucket: 'traces_span_metrics_kept_duration_milliseconds_bucket',

  collectorAcceptedSpans: 'otelcol_receiver_accepted_spans_total',
  collectorAcceptedMetrics: 'otelcol_receiver_accepted_metric_points_total',
  collectorRefusedSpans: 'otelcol_receiver_refused_spans_total',
  collectorRefusedMetrics: 'otelcol_receiver_refused_metric_points_total',
  collectorSentSpans: 'otelcol_exporter_sent_spans_total',
  collectorSentMetrics: 'otelcol_exporter_sent_metric_points_total',
  collectorFailedSpans: 'otelcol_exporter_send_failed_spans_total',
  collectorFailedMetrics: 'otelcol_exporter_send_failed_metric_points_total',
  collectorDroppedSpans: 'otelcol_exporter_enqueue_failed_spans_total',
  collectorDroppedMetrics: 'otelcol_exporter_enqueue_failed_metric_points_total',
  collectorQueueSize: 'otelcol_exporter_queue_size',
  collectorQueueCapacity: 'otelcol_exporter_queue_capacity',
  collectorMemory: 'otelcol_process_memory_rss_bytes',
  collectorCpu: 'otelcol_process_cpu_seconds_total',
  collectorTracesInMemory: 'otelcol_processor_tail_sampling_sampling_traces_on_memory',
  collectorSampledTraces: 'otelcol_processor_tail_sampling_count_traces_sampled_total',

  prometheusSeries: 'prometheus_tsdb_head_series',
  prometheusSamples: 'prometheus_tsdb_head_samples_appended_total',
  prometheusRuleFailures: 'prometheus_rule_evaluation_failures_total',
  prometheusRuleTime: 'prometheus_rule_group_last_duration_seconds',
  prometheusRuleInterval: 'prometheus_rule_group_interval_seconds',
  prometheusNotifications: 'prometheus_notifications_sent_total',
  prometheusNotificationErrors: 'prometheus_notifications_errors_total',

  alertmanagerNotifications: 'alertmanager_notifications_total',
  alertmanagerNotificationsFailed: 'alertmanager_notifications_failed_total',
  alertmanagerAlerts: 'alertmanager_alerts',
} as const

/** Labels that these carry. */
export const EXTERNAL_LABELS = {
  job: 'job',
  instance: 'instance',
  exporter: 'exporter',
  receiver: 'receiver',
  policy: 'policy',
  sampled: 'sampled',
  integration: 'integration',
  ruleGroup: 'rule_group',
  alertName: 'alertname',
  alertState: 'alertstate',
  severity: 'severity',
  category: 'category',
  state: 'state',
  spanKind: 'span_kind',
} as const

/** Alerts but for the one that fires always. */
export const NOT_THE_HEARTBEAT: Matcher = { label: EXTERNAL_LABELS.alertName, op: '!=', value: 'Watchdog' }
