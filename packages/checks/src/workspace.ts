import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The repository's root folder. */
export const ROOT: string = resolve(import.meta.dirname, '../../..')

export interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly license?: string
  readonly main?: string
  readonly types?: string
  readonly exports?: Readonly<Record<string, unknown>>
  readonly bin?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly publishConfig?: { readonly access?: string; readonly exports?: Readonly<Record<string, unknown>> }
}

export interface WorkspacePackage {
  /** Folder name under `packages/`. */
  readonly folder: string
  readonly path: string
  readonly manifest: Manifest
}

/** Packages under `packages/`, in the order of their names. */
export function readPackages(): WorkspacePackage[] {
  const folder = join(ROOT, 'packages')
  return readdirSync(folder)
    .sort()
    .map((name) => ({ folder: name, path: join(folder, name) }))
    .filter(({ path }) => existsSync(join(path, 'package.json')))
    .map((entry) => ({ ...entry, manifest: readManifest(entry.path) }))
}

/** Packages that users install. */
export function readPublishable(): WorkspacePackage[] {
  return readPackages().filter(({ manifest }) => manifest.private !== true)
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}
