import { defineConfig } from 'vitest/config'

/** Sources run as they are (`dev` condition), so a test never sees a stale build. */
export default defineConfig({
  ssr: { resolve: { conditions: ['dev', 'node', 'import', 'default'], externalConditions: ['dev'] } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'examples/*/*.test.ts', 'collector/test/**/*.test.ts'],
    execArgv: ['--conditions=dev', '--expose-gc'],
    // A process for each file: instrumentation is global, and a test must not see another file's.
    pool: 'forks',
    isolate: true,
    // Tests time streams; more workers than cores would stretch their clocks.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A telemetry library must never leave an unhandled rejection behind: vitest fails the run on one.
    dangerouslyIgnoreUnhandledErrors: false,
  },
})
