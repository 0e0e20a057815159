import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ALL_METRICS, toPrometheusSeries } from '@tokenscope/semconv'
import { binaryPath, collectorFolder, missingBinaries } from '@tokenscope/stack'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { temporaryFolder } from './stack/temporary-folder.ts'

const ROOT = join(collectorFolder(), '..')
const pages = globSync('packages/docs/stack/*.md', { cwd: ROOT }).sort()
const queries = pages.flatMap((page) =>
  [...readFileSync(join(ROOT, page), 'utf8').matchAll(/```promql\n([\s\S]*?)```/g)].map(([, query = '']) => query.trim()),
)
const text = pages.map((page) => readFileSync(join(ROOT, page), 'utf8')).join('\n')
const missing = await missingBinaries(['promtool'])

it('the pages show queries', () => {
  expect(queries.length).toBeGreaterThan(5)
})

it('no page names a series of ours that nobody sends', () => {
  const ours = new Set(ALL_METRICS.flatMap((metric) => [...toPrometheusSeries(metric, 'otlp'), metric.name]))
  const bases = new Set(ALL_METRICS.map((metric) => toPrometheusSeries(metric, 'otlp')[0]?.replace(/_bucket$/, '')))
  const named = [...text.matchAll(/\b(?:gen_ai_client|tokenscope_(?:client|gpu)|hw)_[a-z_]+/g)].map(([name]) => name)
  const labels = /^(?:gen_ai_(?:request|token|response)_|hw_(?:id|gpu_task)$|tokenscope_gpu_throttle_reason$)/
  expect(named.filter((name) => !ours.has(name) && !bases.has(name) && !labels.test(name))).toEqual([])
})

describe.skipIf(missing)(`promtool${missing ? ` (${missing})` : ''}`, () => {
  it.each(queries)('takes the documented query %s', async (query) => {
    await using folder = await temporaryFolder()
    const file = join(folder.path, 'rules.yml')
    await writeFile(file, stringify({ groups: [{ name: 'documented', rules: [{ record: 'query', expr: query }] }] }))
    const { stdout } = await promisify(execFile)(await binaryPath('promtool'), ['check', 'rules', file])
    expect(stdout).toContain('SUCCESS: 1 rules found')
  })
})
