import { readFile, realpath } from 'node:fs/promises'
import { dirname, join, parse } from 'node:path'

/** One copy of a package on the disk. */
export interface InstalledPackage {
  readonly name: string
  readonly version: string
  readonly path: string
  /** The package that finds this copy, or `undefined` where the application itself does. */
  readonly foundBy: string | undefined
}

/** What the application may have installed, and whose own copies may differ. */
const PACKAGES = [
  '@tokenscope/node',
  '@tokenscope/openai',
  '@tokenscope/core',
  '@tokenscope/gpu',
  'openai',
  '@opentelemetry/api',
  '@opentelemetry/sdk-node',
  '@opentelemetry/sdk-trace',
  '@opentelemetry/sdk-trace-base',
  '@opentelemetry/sdk-metrics',
]

/**
 * The packages that the application in `directory` finds, and every further copy of `@opentelemetry/api` that one of them
 * finds. Each copy once, however many find it.
 */
export async function findPackages(directory: string): Promise<InstalledPackage[]> {
  const own = (await Promise.all(PACKAGES.map((name) => findPackage(name, directory, undefined)))).filter((found) => found !== undefined)
  const copies = await Promise.all(own.map((found) => findPackage('@opentelemetry/api', found.path, found.name)))
  const found = new Map<string, InstalledPackage>()
  for (const copy of [...own, ...copies]) if (copy && !found.has(copy.path)) found.set(copy.path, copy)
  return [...found.values()]
}

/** Node's own search: `node_modules` of the directory and of each one above it. */
async function findPackage(name: string, from: string, foundBy: string | undefined): Promise<InstalledPackage | undefined> {
  for (let directory = from; ; directory = dirname(directory)) {
    const path = join(directory, 'node_modules', name)
    const version = await versionOf(path)
    if (version !== undefined) return { name, version, path: await realpath(path), foundBy }
    if (directory === parse(directory).root) return undefined
  }
}

async function versionOf(path: string): Promise<string | undefined> {
  try {
    const { version } = JSON.parse(await readFile(join(path, 'package.json'), 'utf8')) as { version?: unknown }
    return typeof version === 'string' ? version : 'without a version'
  } catch {
    return undefined
  }
}
