import { join } from 'node:path'
import { BUILDER, type Recipe } from './tools.ts'

/** One command of a build. */
export interface BuildStep {
  /** Which part, for the title. */
  readonly what: string
  readonly program: string
  readonly arguments: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** A workspace of the user's own must not change what is built; the sums decide alone. */
const GO_ENVIRONMENT = { GOWORK: 'off', GOFLAGS: '-mod=readonly -buildvcs=false' }

/** The commands that fill `programs` in `folder`, which holds the recipe's sources. Pure. */
export function buildSteps(recipe: Recipe, go: string, folder: string): BuildStep[] {
  return recipe.kind === 'module' ? moduleSteps(recipe, go, folder) : collectorSteps(go, folder)
}

function moduleSteps({ packages, tags, version, versionVariable }: Recipe, go: string, folder: string): BuildStep[] {
  const named = versionVariable === undefined ? '' : ` -X ${versionVariable}=${version}`
  const flags = ['-v', '-trimpath', '-ldflags', `-s -w${named}`, ...(tags === undefined ? [] : ['-tags', tags])]
  return packages.map(([path, program]) => ({
    what: packages.length > 1 ? ` (${program})` : '',
    program: go,
    arguments: ['build', ...flags, '-o', join(folder, 'programs', program), path],
    env: GO_ENVIRONMENT,
  }))
}

/** The builder writes a module from the manifest and compiles it; the manifest names `./programs` as its place. */
function collectorSteps(go: string, folder: string): BuildStep[] {
  const builder = join(folder, 'builder')
  return [
    { what: ' (its builder)', program: go, arguments: ['install', '-v', BUILDER], env: { GOBIN: builder, GOWORK: 'off', GOFLAGS: '' } },
    {
      what: '',
      program: join(builder, 'builder'),
      arguments: ['--config', 'builder.yaml', '--verbose'],
      env: { GOWORK: 'off', GOFLAGS: '-buildvcs=false' },
    },
  ]
}
