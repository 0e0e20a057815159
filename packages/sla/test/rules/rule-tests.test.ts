import { DEFAULT_TARGETS, parseTargets, type SlaTargets } from '@tokenscope/sla'
import { missingBinaries } from '@tokenscope/stack'
import { describe, expect, it } from 'vitest'
import { ALL_OBJECTIVES } from '../golden/shipped-files.ts'
import { promtool, ruleFiles, writeFiles } from './promtool.ts'

const missing = await missingBinaries(['promtool'])
const RUN_MS = 600_000

/** Thresholds that are not the defaults, an SLO over a week, and a name that is hard to write. */
const OWN: SlaTargets = parseTargets(`
window: 7d
gpu_memory: 80%
system_memory: 60%
model: "org/na\\"me\\\\with $dollar {x} \`|*é. [x]{1} # 'q'"
service: chat
p95_response_time: 2.5s
p99_response_time: off
availability: 99%
error_rate: 1%
`)

describe.skipIf(missing)(missing ?? 'every generated alert', () => {
  it.each([
    ['the default targets', DEFAULT_TARGETS, 1],
    ['every objective', ALL_OBJECTIVES, 1],
    ['own thresholds over a week', OWN, 1],
    ['the speed of tests', DEFAULT_TARGETS, 60],
  ])('is in rules that promtool finds nothing to say of: %s', async (_, targets, speed) => {
    const files = ruleFiles(targets, { speed })
    const rules = files.map(({ path }) => path).filter((path) => path.startsWith('rules/'))
    const said = await promtool(writeFiles(files), 'check', 'rules', '--lint=all', '--lint-fatal', ...rules)
    expect(said.match(/SUCCESS/g)).toHaveLength(3)
  })

  it.each([
    ['every objective', ALL_OBJECTIVES],
    ['own thresholds over a week', OWN],
  ])('fires at its threshold, is silent just below, and resolves: %s', { timeout: RUN_MS }, async (_, targets) => {
    const files = ruleFiles(targets)
    const folder = writeFiles(files)
    const tests = files.filter(({ path }) => path.startsWith('tests/'))
    const said = await Promise.all(tests.map(({ path }) => promtool(folder, 'test', 'rules', path)))
    expect(said.map((text) => /SUCCESS|FAILED/.exec(text)?.[0])).toEqual(tests.map(() => 'SUCCESS'))
  })

  it('is tested rightly where the window is short and little is promised', { timeout: RUN_MS }, async () => {
    const files = ruleFiles(
      parseTargets(
        'window: 1d\np50_response_time: 640ms\np95_response_time: off\np99_response_time: off\nerror_rate: 4%\navailability: 90%',
      ),
    )
    const folder = writeFiles(files)
    const slow = files.filter(({ path }) => /^tests\/scope-.*-(?:4|12)m\./.test(path))
    expect(slow).toHaveLength(2)
    for (const { path } of slow) expect(await promtool(folder, 'test', 'rules', path)).toContain('SUCCESS')
  })

  it('has a test that can fail: with another threshold in the rule it does', { timeout: RUN_MS }, async () => {
    const files = ruleFiles(DEFAULT_TARGETS).map((file) =>
      file.path === 'rules/alerts.rules.yml' ? { ...file, content: file.content.replace(') > 0.9\n', ') > 0.89\n') } : file,
    )
    await expect(promtool(writeFiles(files), 'test', 'rules', 'tests/everywhere-30s.test.yml')).rejects.toThrow('GPUMemoryHigh')
  })
})
