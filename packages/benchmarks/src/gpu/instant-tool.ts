import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * An `nvidia-smi` that runs `command` once for each first argument and from then on prints the same at once, so that what is measured is the
 * caller and not the tool. `answers` are further tools by name, which print a text whatever they are asked.
 * @returns the folder to put at the front of `PATH`
 */
export async function createInstantTool(
  command: string,
  answers: Readonly<Record<string, string>> = {},
): Promise<{ readonly folder: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'instant-nvidia-smi-'))
  const add = async (name: string, ...lines: readonly string[]): Promise<void> => {
    const path = join(folder, name)
    await writeFile(path, ['#!/bin/sh', ...lines, ''].join('\n'))
    await chmod(path, 0o755)
  }
  const answer = `answer='${folder}/answer'"\${1%%=*}"`
  await add('nvidia-smi', answer, `[ -s "$answer" ] || '${command}' "$@" > "$answer"`, 'exec cat "$answer"')
  for (const [name, text] of Object.entries(answers)) {
    await writeFile(join(folder, `${name}.txt`), text)
    await add(name, `exec cat '${folder}/${name}.txt'`)
  }
  return { folder, close: () => rm(folder, { recursive: true, force: true }) }
}
