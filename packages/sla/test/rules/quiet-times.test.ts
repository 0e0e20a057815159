import { DEFAULT_TARGETS } from '@tokenscope/sla'
import { missingBinaries } from '@tokenscope/stack'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { promtool, ruleFiles, writeFiles } from './promtool.ts'

const missing = await missingBinaries(['promtool'])
const ALERTS = 'rules/alerts.rules.yml'

/** A sample each five minutes: an office that works from eight to six. On the third day nothing more comes from eleven on. */
const NIGHT = '0.02x95'
const EVENING = '0.02x71'
const DAY = `${NIGHT} 2x119 ${EVENING}`
const THIRD_DAY = `${NIGHT} 2x35 0x60`

describe.skipIf(missing)(missing ?? 'LLMTrafficDropped', () => {
  it('is silent in the evening where the evening before was as quiet, and comes at noon', async () => {
    const firingAt = (day: number, hour: number, fires: boolean): object => ({
      expr: 'count(ALERTS{alertname="LLMTrafficDropped",alertstate="firing"})',
      eval_time: `${((day - 1) * 24 + hour) * 60}m`,
      exp_samples: fires ? [{ labels: '{}', value: 1 }] : [],
    })
    const test = {
      rule_files: [`../${ALERTS}`],
      evaluation_interval: '5m',
      tests: [
        {
          interval: '5m',
          input_series: [{ series: 'llm:requests:rate5m{slo_scope="all",gen_ai_request_model="m"}', values: `${DAY} ${DAY} ${THIRD_DAY}` }],
          promql_expr_test: [
            ...[18.5, 19, 21, 24].map((hour) => firingAt(2, hour, false)),
            ...[4, 8.5, 10].map((hour) => firingAt(3, hour, false)),
            firingAt(3, 12, true),
          ],
        },
      ],
    }
    const rules = ruleFiles(DEFAULT_TARGETS).filter(({ path }) => path === ALERTS)
    const folder = writeFiles([...rules, { path: 'tests/quiet.test.yml', content: stringify(test) }])
    expect(await promtool(folder, 'test', 'rules', 'tests/quiet.test.yml')).toContain('SUCCESS')
  })
})
