import { missingBinaries } from '@tokenscope/stack'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { SHIPPED_TARGETS } from '../golden/shipped-files.ts'
import { promtool, ruleFiles, writeFiles } from './promtool.ts'

const missing = await missingBinaries(['promtool'])
const SCOPE = 'rules/scope-all.rules.yml'

/** Two services of one model, each with a profile of the conventions: 600 tokens a minute, and 120 + 60; embeddings have no output. */
const SERIES = `
- {series: 'gen_ai_client_token_usage_sum{service_name="old",SAME,gen_ai_token_type="input"}', values: 0+400x20}
- {series: 'gen_ai_client_token_usage_sum{service_name="old",SAME,gen_ai_token_type="output"}', values: 0+200x20}
- {series: 'gen_ai_client_inference_usage_input_tokens_total{service_name="new",SAME}', values: 0+120x20}
- {series: 'gen_ai_client_inference_usage_output_tokens_total{service_name="new",SAME}', values: 0+60x20}
- {series: 'gen_ai_client_inference_usage_input_tokens_total{service_name="inputs-only",SAME}', values: 0+30x20}
`.replaceAll('SAME', 'gen_ai_request_model="m",gen_ai_operation_name="chat"')

describe.skipIf(missing)(missing ?? 'tokens', () => {
  it('of services with different profiles of the conventions are added', async () => {
    const test = {
      rule_files: [`../${SCOPE}`],
      evaluation_interval: '1m',
      tests: [
        {
          interval: '1m',
          input_series: parse(SERIES) as unknown,
          promql_expr_test: [
            {
              expr: 'round(60 * llm:tokens:rate5m)',
              eval_time: '15m',
              exp_samples: [{ labels: '{gen_ai_request_model="m",slo_scope="all"}', value: 810 }],
            },
          ],
        },
      ],
    }
    const files = ruleFiles(SHIPPED_TARGETS).filter(({ path }) => path === SCOPE)
    const folder = writeFiles([...files, { path: 'tests/tokens.test.yml', content: stringify(test) }])
    expect(await promtool(folder, 'test', 'rules', 'tests/tokens.test.yml')).toContain('SUCCESS')
  })
})
