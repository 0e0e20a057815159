import { UsageError } from '../arguments/usage-error.ts'
import { readTextFile } from './read-targets-file.ts'

/** The one line that a file holds. Throws a {@link UsageError} that never shows it. */
export async function readSecret(name: string, option: string, cwd: string): Promise<string> {
  const { text } = await readTextFile(name, cwd).catch((error: unknown) => {
    throw new UsageError(`${option}: ${name} cannot be read as a file. Give the path of a text file with one line.`, { cause: error })
  })
  const secret = text.trim()
  if (secret === '' || /[\r\n]/.test(secret)) throw new UsageError(`${option}: ${name} must hold exactly one line.`)
  return secret
}
