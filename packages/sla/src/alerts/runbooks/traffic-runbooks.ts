import type { Runbook } from '../alert.ts'

export const TRAFFIC_DROPPED: Runbook = {
  meaning:
    'Over half an hour fewer than a tenth of the usual requests arrived, at a time at which neither yesterday nor a week ago was as quiet. Nothing fails: users, or what stands before the application, no longer get that far.',
  firstFiveMinutes: [
    'Is it a holiday, or the first weekend that is measured? Compare with the same hour of last week.',
    'Does the application answer at its front door?',
    'Was a rollout or a switch of traffic made?',
  ],
  causes: [
    'The entrance is down: load balancer, DNS, login.',
    'A feature was switched off.',
    'Calls moved to another model or service name.',
    'A quiet time.',
  ],
  silence: 'By `slo_scope`; for known quiet hours a maintenance window.',
  escalate: 'To the owner of the application.',
}

export const TOKEN_ANOMALY: Runbook = {
  meaning: 'In the last hour more tokens were used than in any hour of the week before, and three times the mean.',
  firstFiveMinutes: [
    'Calls or tokens per call: which of the two grew?',
    'Which service? Is it a batch job that somebody knows of?',
    'Look at the longest traces: the same prompt again and again?',
  ],
  causes: [
    'An agent that does not stop.',
    'A conversation whose history grows without limit.',
    'A leaked key.',
    'A new feature, or a test of load.',
  ],
  silence: 'By `slo_scope`, for the time of the batch job.',
  escalate: 'With a leaked key: revoke it first.',
}

export const TELEMETRY_MISSING: Runbook = {
  meaning:
    'A service that sent metrics of its calls for more than an hour has sent none for a quarter of an hour. Its SLOs cannot be judged: silence is not health.',
  firstFiveMinutes: [
    'Does the application run?',
    'Does it reach the Collector? `tokenscope doctor` on its host.',
    'Do other services still send? Then it is this one; otherwise see LLMNoTelemetryAtAll.',
  ],
  causes: [
    'The application is down or was removed.',
    'A rollout lost `OTEL_EXPORTER_OTLP_ENDPOINT`.',
    'The network between it and the Collector.',
    'It was renamed: `service.name` changed.',
  ],
  silence: 'By `service_name`, when it was removed on purpose: an hour later the alert ends by itself.',
  escalate: 'To the owner of the service; it may be down for users too.',
}

export const NO_TELEMETRY: Runbook = {
  meaning:
    'For half an hour no metric of any LLM call has arrived, though there were some within the last day. No alert on calls can fire. A day after the last one the alert ends by itself.',
  firstFiveMinutes: [
    '`tokenscope stack status`: does the Collector run, does Prometheus?',
    "The Collector's own metrics: does it receive, does it send?",
    'Is the disk of Prometheus full?',
  ],
  causes: [
    'The Collector is down or refuses data.',
    'Prometheus does not accept OTLP (`--web.enable-otlp-receiver`).',
    'All applications were ended on purpose.',
  ],
  silence: 'Only where nothing is meant to send.',
  escalate: 'To the owner of the telemetry platform: everybody is blind.',
}

export const BUCKET_MISSING: Runbook = {
  meaning:
    'A service sends a histogram without a bucket that ends at the threshold of an objective. How many calls were faster than the threshold cannot be known, so the objective is not judged for this service.',
  firstFiveMinutes: [
    "Tokenscope's own packages have buckets at 3 s and 5 s. Is this another SDK, or another threshold?",
    'Give the application the generated `histogram-buckets.json`: `TOKENSCOPE_HISTOGRAM_BUCKETS` with `@tokenscope/node`, a View with another SDK.',
    'Or let the SDK send exponential histograms: they need no boundaries.',
  ],
  causes: [
    'An SDK with the boundaries of the conventions: 2.56 and 5.12 s, no 3 and 5.',
    'A threshold in sla.yaml that is not a boundary.',
  ],
  silence: 'Not at all: change the buckets, or the threshold.',
  escalate: 'To the owner of the service.',
}
