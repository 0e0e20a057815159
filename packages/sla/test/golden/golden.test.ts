import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { GOLDEN_CASES, goldenFiles, goldenFolder } from './cases.ts'
import { shippedFiles } from './shipped-files.ts'

/** Written anew by `node --conditions=dev packages/sla/test/golden/write-golden.ts`. */
describe('what is generated is what was read and committed', () => {
  it.each(GOLDEN_CASES)('%s', (name) => {
    const out = join(goldenFolder(name), 'generated')
    const generated = Object.fromEntries(goldenFiles(name).map(({ path, content }) => [path, content]))
    const committed = globSync('**/*.*', { cwd: out }).map((path) => [path, readFileSync(join(out, path), 'utf8')])
    expect(generated).toEqual(Object.fromEntries(committed))
  })

  it('what the shipped Collector and Prometheus judge by, and a runbook for each alert', () => {
    for (const { path, content } of shippedFiles()) expect([path, readFileSync(path, 'utf8')]).toEqual([path, content])
  })
})
