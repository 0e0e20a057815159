import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { cpus } from 'node:os'

/** The page that keeps a table: where and with what it was measured. */
export function resultsPage(table: string): string {
  const versions = ['openai', '@opentelemetry/api', '@opentelemetry/sdk-trace', '@opentelemetry/sdk-metrics', '@tokenscope/openai']
  return `# Results

Written by \`pnpm bench --write\`; how to read it is in the [README](README.md).

${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} logical cores · Node ${process.versions.node} · ${new Date().toISOString().slice(0, 10)}
· ${versions.map((name) => `${name} ${versionOf(name)}`).join(' · ')}

${table}
`
}

function versionOf(name: string): string {
  const file = findPackageJSON(name, import.meta.url)
  return file === undefined ? 'of unknown version' : (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
