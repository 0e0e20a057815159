import type { Manifest } from './workspace.ts'

/** Which packages a package may depend on at run time: the arrows of the architecture. */
export const ALLOWED_DEPENDENCIES: Readonly<Record<string, readonly string[]>> = {
  semconv: [],
  core: ['semconv'],
  openai: ['semconv', 'core'],
  gpu: ['semconv'],
  node: ['semconv', 'core', 'openai', 'gpu'],
  report: [],
  sla: ['semconv', 'report'],
  stack: ['semconv'],
  lens: ['semconv', 'sla'],
  load: ['sla', 'report'],
  testing: [],
  'alert-bridge': ['semconv'],
  cli: ['semconv', 'core', 'openai', 'gpu', 'node', 'sla', 'stack', 'lens', 'load', 'testing', 'alert-bridge'],
}

const SCOPE = '@tokenscope/'

/** What a manifest depends on against the arrows, one sentence each. */
export function findForbiddenDependencies(folder: string, manifest: Manifest): string[] {
  const allowed = ALLOWED_DEPENDENCIES[folder]
  if (allowed === undefined) return [`packages/${folder} has no row in the table of allowed dependencies`]
  return Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
    .filter((name) => name.startsWith(SCOPE) && !allowed.includes(name.slice(SCOPE.length)))
    .map((name) => `packages/${folder} depends on ${name}: allowed are ${allowed.join(', ') || 'none'}`)
}

/** Packages of ours that a source text imports but its manifest does not name as a run-time dependency. */
export function findUndeclaredImports(manifest: Manifest, source: string): string[] {
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies, [manifest.name]: '' })
  const imported = [...source.matchAll(/(?:from|import)\s*\(?\s*['"](@tokenscope\/[a-z-]+)/g)].flatMap(([, name]) => name ?? [])
  return [...new Set(imported)].filter((name) => !declared.includes(name))
}
