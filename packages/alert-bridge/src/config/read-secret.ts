import { readFileSync, statSync } from 'node:fs'

/** A secret could not be had. The message names the file, never what is in it. */
export class SecretError extends Error {
  override readonly name = 'SecretError'
}

/** The content of a secret's file, without white space around it. Read each time, so that a new secret needs no new start. */
export function readSecret(file: string, what: string): string {
  let text: string
  try {
    text = readFileSync(file, 'utf8').trim()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    throw new SecretError(`${what} cannot be read from ${file} (${code}): create the file, readable by the user that runs the bridge`)
  }
  if (text === '') throw new SecretError(`${what} in ${file} is empty: write it into the file`)
  return text
}

/** Whether anybody but the owner may read the file. */
export function isReadableByOthers(file: string): boolean {
  try {
    return process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0
  } catch {
    return false
  }
}
