/** A body as Alertmanager posts it. */
export interface WebhookAlert {
  status?: 'firing' | 'resolved'
  labels?: Record<string, string>
  annotations?: Record<string, string>
  startsAt?: string
  endsAt?: string
  generatorURL?: string
  fingerprint?: string
}

export const LABELS: Record<string, string> = {
  alertname: 'LLMLatencyP95High',
  severity: 'critical',
  category: 'latency',
  service_name: 'chat',
  gen_ai_request_model: 'qwen3-4b-instruct-2507',
  deployment_environment_name: 'production',
}

export const ANNOTATIONS: Record<string, string> = {
  summary: 'Calls are slow',
  description: 'p95 has been above its target for 5 minutes.',
  value: '4.2 s',
  target: '3 s',
  burn_rate: '14.5x',
  budget_remaining: '62%',
  dashboard_url: 'http://grafana.example/d/slo',
  trace_url: 'http://jaeger.example/search?service=chat',
  runbook_url: 'http://runbooks.example/latency',
}

export function alertOf(alert: WebhookAlert = {}, index = 0): Required<WebhookAlert> {
  return {
    status: 'firing',
    labels: LABELS,
    annotations: ANNOTATIONS,
    startsAt: '2026-11-26T12:00:00Z',
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: 'http://prometheus.example/graph',
    fingerprint: `f${index}`,
    ...alert,
  }
}

export function notificationOf(alerts: readonly WebhookAlert[] = [{}], group = 'slo'): Record<string, unknown> {
  const all = alerts.map(alertOf)
  return {
    version: '4',
    groupKey: `{}:{alertname="${group}"}`,
    truncatedAlerts: 0,
    status: all.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
    receiver: 'chat',
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: 'http://alertmanager.example',
    alerts: all,
  }
}
