import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCommand } from '../src/run-command.ts'
import { ROOT } from '../src/workspace.ts'

const LIMIT_MS = 180_000

/** What a tool printed and how it ended; a clean run ends with 0. */
async function run(tool: string, args: readonly string[]): Promise<string> {
  const { ended, output } = await runCommand(join(ROOT, 'node_modules/.bin', tool), args, { output: 'keep', timeoutMs: LIMIT_MS })
  return ended === 0 ? 'clean' : `${tool} ended with ${ended}\n${output}`
}

describe('the code', () => {
  it('is formatted and linted: biome finds nothing', { timeout: LIMIT_MS }, async () => {
    expect(await run('biome', ['check', '--error-on-warnings', '--colors=off', '.'])).toBe('clean')
  })

  it('leaves no promise to itself: oxlint with types finds nothing', { timeout: LIMIT_MS }, async () => {
    expect(await run('oxlint', ['--type-aware', '--deny-warnings', 'packages', 'examples'])).toBe('clean')
  })

  it('has no type error: sources, tests and examples compile', { timeout: LIMIT_MS }, async () => {
    expect(await run('tsc', ['--noEmit', '--pretty', 'false', '-p', 'tsconfig.json'])).toBe('clean')
  })

  it('has no type error in the page of the lens, which runs in a browser', { timeout: LIMIT_MS }, async () => {
    expect(await run('tsc', ['--noEmit', '--pretty', 'false', '-p', 'packages/lens/page/tsconfig.json'])).toBe('clean')
  })

  it('has no unused file, export or dependency: knip finds nothing', { timeout: LIMIT_MS }, async () => {
    expect(await run('knip', ['--no-progress'])).toBe('clean')
  })
})
