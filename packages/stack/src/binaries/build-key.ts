import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BUILDER, type Recipe } from './tools.ts'

/** What decides about a build, by kind. */
export const SOURCES: Readonly<Record<Recipe['kind'], readonly string[]>> = {
  module: ['go.mod', 'go.sum'],
  collector: ['builder.yaml'],
}

/** Name of the folder in the cache: it changes with the recipe, the manifest, the sums and the platform, and with nothing else. */
export async function buildKey(recipe: Recipe, collectorFolder: string): Promise<string> {
  const { version, kind, packages, tags, versionVariable } = recipe
  const hash = createHash('sha256').update(JSON.stringify({ version, kind, packages, tags, versionVariable }))
  if (recipe.kind === 'collector') hash.update(BUILDER)
  for (const name of SOURCES[recipe.kind]) hash.update(await readFile(join(collectorFolder, 'binaries', recipe.folder, name)))
  return `${recipe.folder}-${recipe.version}-${process.platform}-${process.arch}-${hash.digest('hex').slice(0, 12)}`
}
