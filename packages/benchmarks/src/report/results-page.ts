import { availableParallelism, cpus, loadavg } from 'node:os'
import { ownVersion } from '../contenders/own-version.ts'

const VERSIONS = ['openai', '@opentelemetry/api', '@opentelemetry/sdk-trace', '@opentelemetry/sdk-metrics', '@tokenscope/openai']

/** The page that keeps a table: where and with what it was measured. */
export function resultsPage(table: string): string {
  const today = new Date().toISOString().slice(0, 10)
  const load = loadavg().map((value) => value.toFixed(1))
  return `# Results

Written by \`pnpm bench --write\`; how to read it is in the [README](README.md).

${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} logical cores · Node ${process.versions.node} · ${today}
· ${VERSIONS.map((name) => `${name} ${ownVersion(name)}`).join(' · ')}
· load average at the end ${load.join(', ')} (this run is 1 of it)

${table}
`
}
