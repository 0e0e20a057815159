import { missingBinaries } from '@tokenscope/stack'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { SHIPPED_TARGETS } from '../golden/shipped-files.ts'
import { promtool, ruleFiles, writeFiles } from './promtool.ts'

const missing = await missingBinaries(['promtool'])

/** Two models of which one is ill: a fifth of its calls fails, and 12 % of the others take 3 to 10 s. A GPU is 93 % full. */
const SERIES = `
- {series: 'tokenscope_client_requests_total{MODEL,tokenscope_outcome="completed"}', values: 0+240x40}
- {series: 'tokenscope_client_requests_total{MODEL,tokenscope_outcome="error",error_type="InternalServerError"}', values: 0+60x40}
- {series: 'gen_ai_client_operation_duration_seconds_count{MODEL}', values: 0+240x40}
- {series: 'gen_ai_client_operation_duration_seconds_bucket{MODEL,le="3"}', values: 0+211.2x40}
- {series: 'gen_ai_client_operation_duration_seconds_bucket{MODEL,le="10"}', values: 0+240x40}
- {series: 'gen_ai_client_operation_duration_seconds_bucket{MODEL,le="+Inf"}', values: 0+240x40}
- {series: 'tokenscope_client_requests_total{WELL,tokenscope_outcome="completed"}', values: 0+300x40}
- {series: 'hw_gpu_memory_utilization_ratio{host_name="gpu-host",hw_id="GPU-7"}', values: 0.93x40}
`
  .replaceAll('MODEL', 'deployment_environment_name="prod",gen_ai_request_model="org/qwen3 4b",gen_ai_operation_name="chat"')
  .replaceAll('WELL', 'deployment_environment_name="prod",gen_ai_request_model="a-model-that-is-well",gen_ai_operation_name="chat"')

const MODEL = { deployment_environment_name: 'prod', gen_ai_request_model: 'org/qwen3 4b', slo_scope: 'all' }
const TRACES = { trace_url: 'http://127.0.0.1:16686/search?lookback=1h&limit=50' }
const RECENT = '?from=now-6h&to=now'
const OF_MODEL = '&var-environment=prod&var-model=org%2Fqwen3+4b'

const ALERTS = [
  {
    alertname: 'LLMSLOBurnRatePage',
    exp_alerts: [
      {
        exp_labels: { severity: 'critical', category: 'slo', slo: 'availability', ...MODEL },
        exp_annotations: {
          summary: 'org/qwen3 4b, availability: 100% of the time bad, promised is availability >= 99.5 %',
          description:
            'At this speed the budget of 30d is gone in 3h 36m 0s; left of it now: none, spent more than twice. First: was anything rolled out in the last hour? Roll it back. Then "tokenscope sla explain --now" ranks the causes.',
          value: '100%',
          target: 'availability >= 99.5 %',
          burn_rate: '200x',
          budget_remaining: 'none, spent more than twice',
          runbook_url: 'runbooks/llm-slo-burn-rate-page.md',
          dashboard_url: `http://127.0.0.1:3000/d/tokenscope-slo${RECENT}&var-scope=all${OF_MODEL}`,
          ...TRACES,
        },
      },
      {
        exp_labels: { severity: 'critical', category: 'slo', slo: 'error-rate', ...MODEL },
        exp_annotations: {
          summary: 'org/qwen3 4b, error-rate: 20% of calls bad, promised is error rate <= 0.1 %',
          description:
            'At this speed the budget of 30d is gone in 3h 36m 0s; left of it now: none, spent more than twice. First: was anything rolled out in the last hour? Roll it back. Then "tokenscope sla explain --now" ranks the causes.',
          value: '20%',
          target: 'error rate <= 0.1 %',
          burn_rate: '200x',
          budget_remaining: 'none, spent more than twice',
          runbook_url: 'runbooks/llm-slo-burn-rate-page.md',
          dashboard_url: `http://127.0.0.1:3000/d/tokenscope-slo${RECENT}&var-scope=all${OF_MODEL}`,
          ...TRACES,
        },
      },
    ],
  },
  {
    alertname: 'LLMLatencyP95High',
    exp_alerts: [
      {
        exp_labels: { severity: 'warning', category: 'latency', slo: 'response-time-p95', ...MODEL },
        exp_annotations: {
          summary: 'org/qwen3 4b: p95 response time is 7.083s',
          description:
            'Promised: p95 <= 3 s. Over the last five minutes, by more than chance makes of so many calls; at least 20 calls in half an hour. "tokenscope sla explain --now" ranks the causes.',
          value: '7.083s',
          target: 'p95 <= 3 s',
          runbook_url: 'runbooks/llm-latency-p95-high.md',
          dashboard_url: `http://127.0.0.1:3000/d/tokenscope-llm${RECENT}${OF_MODEL}`,
          ...TRACES,
        },
      },
    ],
  },
  {
    alertname: 'LLMErrorRateHigh',
    exp_alerts: [
      {
        exp_labels: { severity: 'warning', category: 'errors', slo: 'error-rate', ...MODEL },
        exp_annotations: {
          summary: 'org/qwen3 4b: 20% of requests fail',
          description:
            'Promised: error rate <= 0.1 %. Over the last five minutes, by more than chance makes of so many requests; at least 5 failures.',
          value: '20%',
          target: 'error rate <= 0.1 %',
          runbook_url: 'runbooks/llm-error-rate-high.md',
          dashboard_url: `http://127.0.0.1:3000/d/tokenscope-llm${RECENT}${OF_MODEL}`,
          ...TRACES,
        },
      },
    ],
  },
  {
    alertname: 'GPUMemoryHigh',
    exp_alerts: [
      {
        exp_labels: { severity: 'warning', category: 'gpu', host_name: 'gpu-host', hw_id: 'GPU-7' },
        exp_annotations: {
          summary: 'GPU GPU-7 of gpu-host: memory is 93% full',
          description: 'Target: at most 90 %. Beyond it requests wait for memory, or end in "out of memory".',
          value: '93%',
          target: '<= 90 %',
          runbook_url: 'runbooks/gpu-memory-high.md',
          dashboard_url: `http://127.0.0.1:3000/d/tokenscope-gpu${RECENT}&var-host=gpu-host`,
        },
      },
    ],
  },
]

describe.skipIf(missing)(missing ?? 'the messages of alerts', () => {
  it('say which model, what was measured, what was promised, and where to look', async () => {
    const files = ruleFiles(SHIPPED_TARGETS).filter(({ path }) => path.startsWith('rules/'))
    const test = {
      rule_files: files.map(({ path }) => `../${path}`),
      evaluation_interval: '30s',
      group_eval_order: ['tokenscope-scope-all', 'tokenscope-windows', 'tokenscope-budgets', 'tokenscope-budget-alerts'],
      tests: [
        {
          interval: '30s',
          input_series: parse(SERIES) as unknown,
          alert_rule_test: ALERTS.map((alert) => ({ eval_time: '20m', ...alert })),
        },
      ],
    }
    const folder = writeFiles([
      ...files,
      { path: 'tests/annotations.test.yml', content: stringify(test, { aliasDuplicateObjects: false }) },
    ])
    expect(await promtool(folder, 'test', 'rules', 'tests/annotations.test.yml')).toContain('SUCCESS')
  })
})
