import { missingBinaries } from './binaries/missing-binaries.ts'
import type { Tool } from './binaries/tools.ts'
import { StackError } from './stack-error.ts'

/** Builds every program that this machine lacks, those for tests included; exit code 3 and the reason where that is not possible. */

const TOOLS: readonly Tool[] = ['otelcol', 'prometheus', 'promtool', 'jaeger', 'alertmanager', 'amtool', 'docker-compose']
const NOT_POSSIBLE = 3

const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort())

try {
  const missing = await missingBinaries(TOOLS, { onProgress: (line) => console.log(line), signal: interrupted.signal })
  if (missing !== undefined) {
    console.error(missing)
    process.exitCode = NOT_POSSIBLE
  }
} catch (error) {
  const explained = error instanceof StackError ? error.message : error
  console.error(interrupted.signal.aborted ? 'Interrupted. What Go has compiled is kept: the next build goes on from there.' : explained)
  process.exitCode = 1
}
