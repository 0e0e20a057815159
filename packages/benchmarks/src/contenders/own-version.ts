import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'

/** The version of a package in this workspace. */
export function ownVersion(name: string): string {
  const file = findPackageJSON(name, import.meta.url)
  return file === undefined ? 'of unknown version' : (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
