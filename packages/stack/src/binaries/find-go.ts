import { delimiter, isAbsolute, join } from 'node:path'
import type { Environment } from '../layout/folders.ts'
import { runProgram } from '../processes/run-program.ts'
import { firstThere } from './find-binary.ts'
import { isAtLeast } from './program-version.ts'
import { MODULES_GO, OLDEST_GO } from './tools.ts'

/** A Go that can build the stack, or why there is none. */
export type Go = { readonly path: string; readonly version: string } | { readonly path: undefined; readonly reason: string }

/** Looks for Go on PATH. */
export async function findGo(env: Environment): Promise<Go> {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder))
  const path = await firstThere(folders.map((folder) => join(folder, 'go')))
  if (path === undefined) return { path, reason: 'there is no Go on PATH' }
  const { output } = await runProgram(path, ['env', 'GOVERSION', 'GOTOOLCHAIN'])
  const version = /go(\d+(?:\.\d+)+)/.exec(output)?.[1]
  if (version === undefined) return { path: undefined, reason: `${path} does not tell its version` }
  if (!isAtLeast(version, OLDEST_GO)) return { path: undefined, reason: `${path} is Go ${version}, ${OLDEST_GO} or newer is needed` }
  if (!isAtLeast(version, MODULES_GO) && /^local$/m.test(output)) {
    return { path: undefined, reason: `${path} is Go ${version} and may not fetch the ${MODULES_GO} that is needed (GOTOOLCHAIN=local)` }
  }
  return { path, version }
}
