import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { startingText } from '@tokenscope/sla'
import type { CommandContext } from '../command.ts'
import { CommandFailure } from '../command-failure.ts'
import type { SlaRequest } from './parse-request.ts'
import { DEFAULT_FILE } from './read-targets-file.ts'

const INSTALLED_SCHEMA = 'node_modules/@tokenscope/sla/schema/sla.schema.json'

/** `tokenscope sla init`: writes the file to start from; what is there already stays, unless `--force`. */
export async function init({ subject, force }: SlaRequest, { cwd, print }: CommandContext): Promise<number> {
  const name = subject ?? DEFAULT_FILE
  const path = resolve(cwd, name)
  const installed = existsSync(join(dirname(path), INSTALLED_SCHEMA)) ? `./${INSTALLED_SCHEMA}` : undefined
  try {
    await writeFile(path, startingText(installed), { flag: force ? 'w' : 'wx' })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') {
      throw new CommandFailure(`${name} is there already and stays as it is; tokenscope sla init --force writes over it.`, { cause: error })
    }
    throw new CommandFailure(`${name} cannot be written (${code ?? String(error)}).`, { cause: error })
  }
  print(`${name} is written, with the defaults. Next: put your model in, then`)
  print(`  tokenscope sla validate ${name}`)
  print(`  tokenscope sla generate ${name} -o out`)
  return 0
}
