import { DEFAULT_TARGETS } from '@tokenscope/sla'
import { missingBinaries } from '@tokenscope/stack'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { promtool, ruleFiles, writeFiles } from './promtool.ts'

const missing = await missingBinaries(['promtool'])
const SCOPE = 'rules/scope-all.rules.yml'
const BUDGETS = 'rules/budgets.rules.yml'

/** Half of the calls take at most 3 s. */
const KINDS: readonly (readonly [model: string, series: readonly (readonly [name: string, labels: string, values: string])[]])[] = [
  ['otlp', classic('3', '5')],
  ['scraped', classic('3.0', '5.0')],
  ['native', [['', '', '{{schema:3 sum:0 count:0 buckets:[0]}}+{{schema:3 sum:120 count:60 offset:8 buckets:[30 0 0 0 0 0 0 0 30]}}x20']]],
]

function classic(three: string, five: string): [string, string, string][] {
  return [
    ['_count', '', '0+60x20'],
    ['_bucket', `le="${three}"`, '0+30x20'],
    ['_bucket', `le="${five}"`, '0+60x20'],
    ['_bucket', 'le="+Inf"', '0+60x20'],
  ]
}

describe.skipIf(missing)(missing ?? 'response time', () => {
  it('is judged alike by classic buckets of both spellings, by native histograms, and under both names of the conventions', async () => {
    const names = ['gen_ai_client_operation_duration_seconds', 'gen_ai_client_inference_duration_seconds']
    const cases = names.flatMap((name) => KINDS.map(([kind, series]) => ({ name, model: `${kind}-${name.split('_')[3]}`, series })))
    const test = {
      rule_files: [SCOPE, BUDGETS].map((path) => `../${path}`),
      evaluation_interval: '1m',
      group_eval_order: ['tokenscope-scope-all', 'tokenscope-windows', 'tokenscope-budgets'],
      tests: [
        {
          interval: '1m',
          input_series: cases.flatMap(({ name, model, series }) =>
            series.map(([suffix, labels, values]) => ({
              series: `${name}${suffix}{gen_ai_request_model="${model}",gen_ai_operation_name="chat"${labels && `,${labels}`}}`,
              values,
            })),
          ),
          promql_expr_test: [
            {
              expr: 'round(slo:sli_error:ratio_rate5m{slo="response-time-p95"}, 0.0001)',
              eval_time: '15m',
              exp_samples: cases.map(({ model }) => ({
                labels: `{gen_ai_request_model="${model}",slo="response-time-p95",slo_scope="all"}`,
                value: 0.5,
              })),
            },
          ],
        },
      ],
    }
    const folder = writeFiles([...ruleFiles(DEFAULT_TARGETS), { path: 'tests/histograms.test.yml', content: stringify(test) }])
    expect(await promtool(folder, 'test', 'rules', 'tests/histograms.test.yml')).toContain('SUCCESS')
  })
})
