import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageManager } from './package-manager.ts'
import { runCommand } from './run-command.ts'
import type { Manifest, WorkspacePackage } from './workspace.ts'

/** A package as a registry would get it. */
export interface PackedPackage {
  readonly tarball: Buffer
  /** Paths inside the package. */
  readonly files: readonly string[]
  /** The manifest as it is published, which is not the one in the tree. */
  readonly manifest: Manifest
}

/** Packs a built package in a temporary folder, which is gone afterwards. */
export async function packPackage({ path, manifest }: WorkspacePackage): Promise<PackedPackage> {
  const folder = mkdtempSync(join(tmpdir(), 'tokenscope-pack-'))
  try {
    const [command, ...before] = packageManager()
    const { ended, output } = await runCommand(command, [...before, 'pack', '--pack-destination', folder], { output: 'keep', cwd: path })
    const name = readdirSync(folder).find((file) => file.endsWith('.tgz'))
    if (ended !== 0 || name === undefined) throw new Error(`packing ${manifest.name} ended with ${ended}: ${output}`)
    const file = join(folder, name)
    return {
      tarball: readFileSync(file),
      files: tar('-tzf', file)
        .trim()
        .split('\n')
        .map((entry) => entry.replace(/^package\//, '')),
      manifest: JSON.parse(tar('-xzOf', file, 'package/package.json')) as Manifest,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function tar(...args: string[]): string {
  return execFileSync('tar', args, { encoding: 'utf8' })
}
