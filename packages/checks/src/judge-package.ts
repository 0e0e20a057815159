import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import type { PackedPackage } from './pack-package.ts'

/** What publint has against a packed package, one sentence each. */
export async function findPublishingProblems({ tarball, manifest }: PackedPackage): Promise<string[]> {
  const data = tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.byteLength) as ArrayBuffer
  const { messages, pkg } = await publint({ pack: { tarball: data }, strict: true })
  return messages.map((message) => `${manifest.name}: ${formatMessage(message, pkg, { color: false })}`)
}

/**
 * What "are the types wrong?" has against a packed package. Packages are ESM only, so how TypeScript 4 and CommonJS resolve them is
 * not judged (its profile `esm-only`).
 */
export async function findTypeProblems({ tarball, manifest }: PackedPackage): Promise<string[]> {
  const result = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)))
  if (!result.types) return [`${manifest.name} has no types`]
  return result.problems
    .filter((problem) => !('resolutionKind' in problem && ['node10', 'node16-cjs'].includes(problem.resolutionKind)))
    .map((problem) => `${manifest.name}: ${JSON.stringify(problem)}`)
}
