import { DEFAULT_TARGETS } from '@tokenscope/sla'
import { missingBinaries } from '@tokenscope/stack'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { promtool, ruleFiles, writeFiles } from './promtool.ts'

const missing = await missingBinaries(['promtool'])

interface Expected {
  readonly expr: string
  readonly at: string
  readonly value: number
}

/** What the rules say of some series, a sample each minute. `COMMON` stands for the labels of a call. */
async function expectRules(series: string, expected: readonly Expected[]): Promise<void> {
  const files = ruleFiles(DEFAULT_TARGETS)
  const rules = files.filter(({ path }) => path.startsWith('rules/'))
  const test = {
    rule_files: rules.map(({ path }) => `../${path}`),
    evaluation_interval: '1m',
    group_eval_order: ['tokenscope-scope-all', 'tokenscope-windows', 'tokenscope-budgets', 'tokenscope-symptom-alerts'],
    tests: [
      {
        interval: '1m',
        input_series: parse(series.replaceAll('COMMON', 'gen_ai_request_model="m",gen_ai_operation_name="chat"')) as unknown,
        promql_expr_test: expected.map(({ expr, at, value }) => ({
          expr: `round(sum(${expr}), 0.0001)`,
          eval_time: at,
          exp_samples: [{ labels: '{}', value }],
        })),
      },
    ],
  }
  const folder = writeFiles([...rules, { path: 'tests/mixed.test.yml', content: stringify(test) }])
  expect(await promtool(folder, 'test', 'rules', 'tests/mixed.test.yml')).toContain('SUCCESS')
}

const P95 = 'slo="response-time-p95"'
const DURATION = 'gen_ai_client_operation_duration_seconds'
/** 60 observations a minute, of which half are below 3 s. */
const NATIVE_MINUTE = '{{schema:3 sum:120 count:60 offset:8 buckets:[30 0 0 0 0 0 0 0 30]}}'

describe.skipIf(missing)(missing ?? 'services with different histograms', () => {
  it('are judged by those that have a bucket at the threshold: calls of the others are neither good nor bad', async () => {
    await expectRules(
      `
- {series: '${DURATION}_count{service_name="with",instance="a",COMMON}', values: 0+60x30}
- {series: '${DURATION}_bucket{service_name="with",instance="a",COMMON,le="3"}', values: 0+45x30}
- {series: '${DURATION}_bucket{service_name="with",instance="a",COMMON,le="+Inf"}', values: 0+60x30}
- {series: '${DURATION}_count{service_name="with",instance="before-the-rollout",COMMON}', values: 0+60x30}
- {series: '${DURATION}_bucket{service_name="with",instance="before-the-rollout",COMMON,le="+Inf"}', values: 0+60x30}
- {series: '${DURATION}_count{service_name="without",instance="c",COMMON}', values: 0+60x30}
- {series: '${DURATION}_bucket{service_name="without",instance="c",COMMON,le="+Inf"}', values: 0+60x30}
`,
      [
        { expr: `slo:sli_error:ratio_rate5m{${P95}}`, at: '20m', value: 0.25 },
        { expr: `slo:sli_events:rate5m{${P95}}`, at: '20m', value: 1 },
        { expr: `slo:bucket_missing:count{${P95},service_name="with"}`, at: '20m', value: 2 },
        { expr: `slo:bucket_missing:count{${P95},service_name="without"}`, at: '20m', value: 1 },
      ],
    )
  })

  it('are both counted where one sends classic histograms and one native ones', async () => {
    await expectRules(
      `
- {series: '${DURATION}_count{service_name="classic",COMMON}', values: 0+60x30}
- {series: '${DURATION}_bucket{service_name="classic",COMMON,le="3"}', values: 0+60x30}
- {series: '${DURATION}_bucket{service_name="classic",COMMON,le="+Inf"}', values: 0+60x30}
- {series: '${DURATION}{service_name="native",COMMON}', values: '{{schema:3 sum:0 count:0 buckets:[0]}}+${NATIVE_MINUTE}x30'}
`,
      [
        { expr: `slo:sli_events:rate5m{${P95}}`, at: '20m', value: 2 },
        { expr: `slo:sli_error:ratio_rate5m{${P95}}`, at: '20m', value: 0.25 },
      ],
    )
  })

  it('that are native keep their budget over minutes without calls', async () => {
    await expectRules(
      `
- {series: '${DURATION}{COMMON}', values: '{{schema:3 sum:0 count:0 buckets:[0]}}+${NATIVE_MINUTE}x20 {{schema:3 sum:2400 count:1200 offset:8 buckets:[600 0 0 0 0 0 0 0 600]}}x20'}
`,
      [
        { expr: `slo:sli_bad:rate5m{${P95}}`, at: '35m', value: 0 },
        { expr: `slo:sli_error:ratio_rate1h{${P95}}`, at: '38m', value: 0.5 },
        { expr: `slo:period_error_budget_remaining:ratio{${P95}}`, at: '38m', value: -9 },
      ],
    )
  })

  it('are both asked who turns calls away, and the share is of the calls of both', async () => {
    await expectRules(
      `
- {series: 'tokenscope_client_requests_total{service_name="ours",COMMON,gen_ai_provider_name="p",tokenscope_outcome="completed"}', values: 0+60x40}
- {series: '${DURATION}_count{service_name="another-sdk",COMMON,gen_ai_provider_name="p"}', values: 0+54x40}
- {series: '${DURATION}_count{service_name="another-sdk",COMMON,gen_ai_provider_name="p",error_type="429"}', values: 0+6x40}
`,
      [
        // 6 of 120: 5 %, which is not more than 5 %.
        { expr: 'ALERTS{alertname="LLMProviderRateLimited"} or vector(0)', at: '30m', value: 0 },
      ],
    )
  })
})
