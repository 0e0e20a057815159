import { resolve } from 'node:path'
import { generate as generateFiles } from '@tokenscope/sla'
import type { CommandContext } from '../command.ts'
import { CommandFailure } from '../command-failure.ts'
import { drawProblems } from './draw-problems.ts'
import { type FolderState, inspectFolder, isCurrent } from './generated-folder.ts'
import type { SlaRequest } from './parse-request.ts'
import { readTargetsFile } from './read-targets-file.ts'
import { replaceFolder } from './replace-folder.ts'

const MOST_LISTED = 10

/** `tokenscope sla generate`: 0 when the folder is as it should be; with `--check`, 1 when it is not. */
export async function generate(request: SlaRequest, { cwd, print, log, terminal }: CommandContext): Promise<number> {
  const { subject, check, force, classicHistograms, json } = request
  const out = request.out ?? ''
  const file = await readTargetsFile(subject, cwd)
  const { targets, problems } = file.inspection
  for (const line of drawProblems(problems, file.name, { ...terminal, colour: false })) log(line)
  if (!targets) throw new CommandFailure(`Nothing is generated: ${file.name} has errors.`)
  const files = generateFiles(targets, { histograms: classicHistograms ? 'classic' : 'any' })
  const folder = resolve(cwd, out)
  const state = await inspect(folder, out, files)
  const current = isCurrent(state)
  if (json) print(JSON.stringify({ out, current, ...state }, null, 2))
  if (check) {
    if (!json) for (const line of current ? [`${out} is current.`] : [`${out} is not current:`, ...changes(state)]) print(line)
    return current ? 0 : 1
  }
  refuse(out, state, force)
  if (current) {
    if (!json) print(`${out} is current; nothing is written.`)
    return 0
  }
  await write(folder, out, files, state)
  if (!json) {
    print(`${files.length} files are in ${out}:`)
    for (const { path } of files) print(`  ${path}`)
  }
  return 0
}

async function inspect(folder: string, out: string, files: Parameters<typeof inspectFolder>[1]): Promise<FolderState> {
  try {
    return await inspectFolder(folder, files)
  } catch (error) {
    throw new CommandFailure(`${out} cannot be used as a folder (${codeOf(error)}); give another one with --out.`, { cause: error })
  }
}

/** What a person made is never written over. */
function refuse(out: string, { foreign, edited }: FolderState, force: boolean): void {
  if (foreign.length > 0) {
    throw new CommandFailure(
      [
        `Nothing is written: ${out} holds files that were not generated. Move them, or give another folder with --out.`,
        ...list(foreign),
      ].join('\n'),
    )
  }
  if (edited.length > 0 && !force) {
    throw new CommandFailure(
      [`Nothing is written: these files of ${out} were changed by hand. Keep a copy, then --force writes over them.`, ...list(edited)].join(
        '\n',
      ),
    )
  }
}

async function write(folder: string, out: string, files: Parameters<typeof inspectFolder>[1], { exists }: FolderState): Promise<void> {
  try {
    await replaceFolder(folder, files, exists)
  } catch (error) {
    throw new CommandFailure(`${out} could not be written (${codeOf(error)}) and is as it was.`, { cause: error })
  }
}

function changes({ foreign, edited, missing, outdated, obsolete }: FolderState): string[] {
  const kinds = { 'not generated': foreign, 'changed by hand': edited, missing, outdated, 'no longer made': obsolete }
  return Object.entries(kinds).flatMap(([kind, paths]) => paths.map((path) => `  ${kind}: ${path}`))
}

function list(paths: readonly string[]): string[] {
  const more = paths.length - MOST_LISTED
  return [...paths.slice(0, MOST_LISTED).map((path) => `  ${path}`), ...(more > 0 ? [`  and ${more} more`] : [])]
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error)
}
