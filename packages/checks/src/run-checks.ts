import { buildPackages } from './build-packages.ts'
import { finish } from './finish.ts'
import { runVitest } from './run-vitest.ts'
import { runStep } from './step.ts'

/** The quality gates alone: what the test command checks before it runs the tests. */

const MINUTE_MS = 60_000

const tallies = [
  await runStep('build the packages', () => buildPackages(3 * MINUTE_MS)),
  await runStep('quality gates', () => runVitest({ nodePath: process.execPath, folders: ['packages/checks'], timeoutMs: 4 * MINUTE_MS })),
]

finish(tallies, { ci: process.env.CI === 'true' })
