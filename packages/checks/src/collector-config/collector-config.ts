import { parse } from 'yaml'

export type Value = string | number | boolean | null | Value[] | { [key: string]: Value }
export type Mapping = { readonly [key: string]: Value }

/** A configuration as the Collector reads it: one file, or several laid over each other. */
export interface CollectorConfig {
  /** The files, joined by ` + `. */
  readonly file: string
  readonly root: Mapping
}

/** Sections that define components. */
export const SECTIONS = ['receivers', 'processors', 'exporters', 'connectors', 'extensions'] as const
export type Section = (typeof SECTIONS)[number]

export interface Component {
  readonly section: Section
  /** `otlp_http/logs` */
  readonly id: string
  /** `otlp_http` */
  readonly type: string
  readonly settings: Mapping
}

/** A pipeline of `service`. */
export interface Pipeline {
  readonly id: string
  readonly receivers: readonly string[]
  readonly processors: readonly string[]
  readonly exporters: readonly string[]
}

/** @param files texts by path, in the order of `--config`: maps are merged, everything else replaces */
export function readCollectorConfig(files: Readonly<Record<string, string>>): CollectorConfig {
  const root = Object.values(files).reduce<Mapping>(
    (below, text) => mergeMappings(below, asMapping(parse(text, { merge: true }) as Value)),
    {},
  )
  return { file: Object.keys(files).join(' + '), root }
}

export function componentsOf({ root }: CollectorConfig): Component[] {
  return SECTIONS.flatMap((section) =>
    Object.entries(asMapping(root[section])).map(([id, settings]) => ({ section, id, type: typeOf(id), settings: asMapping(settings) })),
  )
}

export function pipelinesOf({ root }: CollectorConfig): Pipeline[] {
  return Object.entries(asMapping(asMapping(root.service).pipelines)).map(([id, value]) => {
    const { receivers, processors, exporters } = asMapping(value)
    return { id, receivers: asTexts(receivers), processors: asTexts(processors), exporters: asTexts(exporters) }
  })
}

export function extensionsInUse({ root }: CollectorConfig): string[] {
  return asTexts(asMapping(root.service).extensions)
}

/** `otlp_http/logs` → `otlp_http` */
export function typeOf(id: string): string {
  return id.split('/')[0] ?? id
}

export function asMapping(value: Value | undefined): Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

export function asTexts(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** Every text in a value, keys included, with its path. */
export function textsIn(value: Value, path = ''): { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }]
  if (typeof value !== 'object' || value === null) return []
  const entries = Array.isArray(value) ? value.map((item, index): [string, Value] => [String(index), item]) : Object.entries(value)
  return entries.flatMap(([key, item]) => {
    const below = path === '' ? key : `${path}.${key}`
    return [...(Array.isArray(value) ? [] : [{ path: below, text: key }]), ...textsIn(item, below)]
  })
}

function mergeMappings(below: Mapping, above: Mapping): Mapping {
  const merged: Record<string, Value> = { ...below }
  for (const [key, value] of Object.entries(above)) {
    const old = merged[key]
    merged[key] = isMapping(old) && isMapping(value) ? { ...mergeMappings(old, value) } : value
  }
  return merged
}

function isMapping(value: Value | undefined): value is { [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
