import type { GeneratedFile } from '@tokenscope/sla'
import { parse } from 'yaml'
import { parsePromql } from '../../boards/promql-tree.ts'

interface RecordingRule {
  readonly record: string
  readonly expr: string
}

interface Group {
  readonly name: string
  readonly interval: string
  readonly rules: readonly (RecordingRule | { readonly alert: string })[]
}

/** The recording rules of generated files in layers: each layer reads what the ones before it recorded. As files of rules. */
export function recordingLayers(files: readonly GeneratedFile[]): string[] {
  const groups = files
    .filter(({ path }) => path.startsWith('rules/'))
    .flatMap(({ content }) => (parse(content) as { groups: Group[] }).groups)
    .map((group) => ({ ...group, rules: group.rules.filter((rule) => 'record' in rule) }))
  const rules = groups.flatMap((group) => group.rules)
  const depthOf = (name: string): number => {
    const reads = rules.filter(({ record }) => record === name).flatMap(({ expr }) => parsePromql(expr).names)
    const own = reads.filter((read) => read !== name && rules.some(({ record }) => record === read))
    return own.length === 0 ? 0 : 1 + Math.max(...own.map(depthOf))
  }
  const depths = new Map([...new Set(rules.map(({ record }) => record))].map((name) => [name, depthOf(name)]))
  return Array.from({ length: Math.max(...depths.values()) + 1 }, (_, depth) => {
    const layer = groups.map((group) => ({ ...group, rules: group.rules.filter(({ record }) => depths.get(record) === depth) }))
    // YAML takes JSON.
    return JSON.stringify({ groups: layer.filter((group) => group.rules.length > 0) })
  })
}
