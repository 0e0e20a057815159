import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../workspace.ts'
import { readCollectorConfig } from './collector-config.ts'
import { componentsOfBuilder, JAEGER_COMPONENTS, withContrib } from './known-components.ts'
import type { LintedConfig } from './lint-collector.ts'

const FOLDER = join(ROOT, 'collector')

type Composition = readonly [kind: 'ours' | 'contrib' | 'jaeger', ...files: string[]]

const SINGLE = ['single-node.yaml', 'sla.yaml']
const GATEWAY = ['single-node.yaml', 'gateway.yaml', 'sla.yaml']
const SAMPLER = ['single-node.yaml', 'sampler.yaml', 'sla.yaml']

/** Every way of starting a Collector that the documentation tells of: files in the order of `--config`. */
const COMPOSITIONS: readonly Composition[] = [
  ['ours', 'single-node.yaml'],
  ['ours', ...SINGLE],
  ['ours', 'agent.yaml'],
  ['ours', ...GATEWAY],
  ['ours', ...GATEWAY, 'samplers-by-dns.yaml'],
  ['ours', ...SAMPLER],
  ...names('remote-write').map((name): Composition => ['ours', ...SINGLE, name]),
  ['contrib', ...SAMPLER, 'jaeger-at-scale/samplers-to-kafka.yaml'],
  ['jaeger', 'jaeger.yaml'],
  ...names('jaeger-at-scale')
    .filter((name) => !name.endsWith('/samplers-to-kafka.yaml'))
    .map((name): Composition => ['jaeger', name]),
]

/** What the linter judges. */
export function shippedConfigs(): LintedConfig[] {
  const ours = componentsOfBuilder(read('binaries/otelcol/builder.yaml'))
  const known = { ours, contrib: withContrib(ours), jaeger: JAEGER_COMPONENTS }
  return COMPOSITIONS.map(([kind, ...files]) => ({
    config: readCollectorConfig(Object.fromEntries(files.map((file) => [file, read(file)]))),
    known: known[kind],
    kind: kind === 'jaeger' ? 'jaeger' : 'collector',
  }))
}

/** Collector files that no composition has: nobody looks at them. */
export function unlintedConfigs(): string[] {
  const linted = new Set<string>(COMPOSITIONS.flatMap(([, ...files]) => files))
  return [...names('.'), ...names('remote-write'), ...names('jaeger-at-scale')].filter(
    (name) => name !== 'compose.yaml' && !linted.has(name),
  )
}

/** Texts of the shipped Prometheus rules, by path. */
export function shippedRules(): Record<string, string> {
  const paths = globSync('prometheus/rules/*.yml', { cwd: FOLDER }).sort()
  return Object.fromEntries(paths.map((path) => [path, read(path)]))
}

function names(folder: string): string[] {
  return globSync('*.yaml', { cwd: join(FOLDER, folder) })
    .sort()
    .map((name) => (folder === '.' ? name : `${folder}/${name}`))
}

function read(path: string): string {
  return readFileSync(join(FOLDER, path), 'utf8')
}
