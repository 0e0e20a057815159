import { buildPackages } from './build-packages.ts'
import { buildStack } from './build-stack.ts'
import { finish } from './finish.ts'
import { OLDEST_NODE_OPTIONS, OLDEST_NODE_VERSION, oldestNodePath } from './oldest-node.ts'
import { runVitest } from './run-vitest.ts'
import { runStep } from './step.ts'

/** The test command: builds, checks, and runs every test on both ends of the supported Node versions. */

const MINUTE_MS = 60_000

const tallies = [
  await runStep('build the packages', () => buildPackages(6 * MINUTE_MS)),
  await runStep('quality gates', () => runVitest({ nodePath: process.execPath, folders: ['packages/checks'], timeoutMs: 10 * MINUTE_MS })),
  // The first time on a machine about 20 minutes on two cores; then nothing.
  await runStep('real stack: build what is missing', () => buildStack(40 * MINUTE_MS)),
  await runStep(`tests and examples on Node ${process.versions.node}`, () =>
    runVitest({
      nodePath: process.execPath,
      folders: ['packages', 'examples'],
      exclude: ['packages/checks'],
      timeoutMs: 25 * MINUTE_MS,
    }),
  ),
  await runStep('the real stack: Collector, Jaeger, Prometheus and Alertmanager', () =>
    runVitest({ nodePath: process.execPath, folders: ['collector'], timeoutMs: 15 * MINUTE_MS }),
  ),
  await runStep(`tests of core, openai and node on Node ${OLDEST_NODE_VERSION}`, () =>
    runVitest({
      nodePath: oldestNodePath(),
      nodeOptions: OLDEST_NODE_OPTIONS,
      folders: ['packages/core', 'packages/openai', 'packages/node'],
      timeoutMs: 10 * MINUTE_MS,
    }),
  ),
]

finish(tallies, { ci: process.env.CI === 'true' })
