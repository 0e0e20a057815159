import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { UserConfig } from 'tsdown'

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly dev?: string }>>
  readonly bin?: Readonly<Record<string, string>>
}

/**
 * How every package is built. Its entries are the sources that its manifest names: the `dev` condition of each export, and for each
 * command `src/<name>.ts` of its `dist/<name>.js`. So an export cannot be forgotten in the build.
 */
export function packageBuild(folder: string): UserConfig {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  const exported = Object.values(manifest.exports).flatMap((target) => (typeof target === 'string' ? [] : (target.dev ?? [])))
  const commands = Object.values(manifest.bin ?? {}).map((file) => file.replace(/^\.\/dist\/(.*)\.js$/, './src/$1.ts'))
  return {
    entry: [...new Set([...exported, ...commands])],
    format: 'esm',
    dts: true,
    platform: 'node',
    target: 'node22.15',
    sourcemap: true,
    // `.js`, as the manifests say: the packages are `type: module`.
    fixedExtension: false,
  }
}
