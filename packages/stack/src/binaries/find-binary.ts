import { access, constants } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import type { Environment } from '../layout/folders.ts'
import { runProgram } from '../processes/run-program.ts'
import { isAtLeast, programVersion } from './program-version.ts'
import { TOOLS, type Tool, type ToolRow } from './tools.ts'

/** A binary that will not do, and why. */
export interface Refusal {
  readonly path: string
  readonly reason: string
}

/** What PATH has to offer. */
export interface Found {
  readonly path: string | undefined
  readonly refused: readonly Refusal[]
}

/** The program in the folder that the user named with `TOKENSCOPE_BINARIES`, taken as it is. */
export async function findInFolder(tool: Tool, folder: string): Promise<string | undefined> {
  const row = TOOLS[tool]
  return await firstThere([row.program, ...row.onPath].map((name) => join(folder, name)))
}

/** The first binary on PATH that can do what the configuration asks for, and those that cannot. */
export async function findOnPath(tool: Tool, env: Environment): Promise<Found> {
  const row = TOOLS[tool]
  const refused: Refusal[] = []
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder))
  for (const name of row.onPath) {
    for (const folder of folders) {
      const path = join(folder, name)
      if (!(await isExecutable(path))) continue
      const reason = await whyNot(path, row)
      if (reason === undefined) return { path, refused }
      refused.push({ path, reason })
    }
  }
  return { path: undefined, refused }
}

/** Why a binary will not do, or undefined. */
async function whyNot(path: string, { versionArguments, minimum, needs }: ToolRow): Promise<string | undefined> {
  try {
    const version = await programVersion(path, versionArguments)
    if (version === undefined) return 'it does not tell its version'
    if (!isAtLeast(version, minimum)) return `it is version ${version}, ${minimum} or newer is needed`
    if (needs === undefined) return undefined
    const { output } = await runProgram(path, needs.arguments)
    const missing = needs.words.filter((word) => !output.includes(word)).map((word) => word.replace('name:', '').trim())
    return missing.length === 0 ? undefined : `it has no ${missing.join(', ')}`
  } catch (error) {
    return (error as Error).message
  }
}

/** The first of `paths` that is a program. */
export async function firstThere(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if (await isExecutable(path)) return path
  return undefined
}

async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
