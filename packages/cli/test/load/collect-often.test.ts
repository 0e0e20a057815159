import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const MODULE = join(import.meta.dirname, '../../src/load/collect-often.ts')

/** Makes garbage while some thousand objects stay alive for a while, as in a run of many streams, and prints how often the young were collected. */
const program = (before: string): string => `
  import { constants, PerformanceObserver } from 'node:perf_hooks'
  import { collectOften } from ${JSON.stringify(MODULE)}
  ${before}
  let collections = 0
  const observer = new PerformanceObserver((list) => {
    for (const { detail } of list.getEntries()) if (detail.kind === constants.NODE_PERFORMANCE_GC_MINOR) collections += 1
  })
  observer.observe({ entryTypes: ['gc'] })
  const alive = Array.from({ length: 60_000 })
  for (let turn = 0; turn < 4_000; turn++) {
    for (let i = 0; i < 200; i++) alive[(turn * 200 + i) % alive.length] = { i, list: [i] }
    await new Promise(setImmediate)
  }
  console.log(collections)
`

test('a generator that is to collect often collects its young generation far more often than one that is not', async () => {
  const [usual, often] = await Promise.all([youngCollections(''), youngCollections('collectOften()')])

  expect(usual).toBeGreaterThan(0)
  expect(often).toBeGreaterThan(usual * 4)
})

async function youngCollections(before: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program(before)])
  return Number(stdout)
}
