import { packageManager } from './package-manager.ts'
import { runCommand } from './run-command.ts'

/** Licences that let anybody use, change and pass on, with no more than a notice. */
export const PERMISSIVE_LICENCES: readonly string[] = [
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Python-2.0',
]

/** Production dependencies, transitive ones included, of some packages: name and licence. */
export async function readLicences(packageNames: readonly string[]): Promise<{ name: string; licence: string }[]> {
  const [command, ...before] = packageManager()
  const filters = packageNames.flatMap((name) => ['--filter', name])
  const { ended, output } = await runCommand(command, [...before, ...filters, 'licenses', 'list', '--prod', '--json'], { output: 'keep' })
  if (ended !== 0) throw new Error(`listing the licences ended with ${ended}: ${output}`)
  const byLicence = JSON.parse(output) as Record<string, readonly { name: string }[]>
  return Object.entries(byLicence).flatMap(([licence, packages]) => packages.map(({ name }) => ({ name, licence })))
}

/** Whether an SPDX expression can be met with permissive licences alone. */
export function isPermissive(licence: string): boolean {
  const bare = licence.replaceAll(/[()]/g, '')
  if (bare.includes(' OR ')) return bare.split(' OR ').some(isPermissive)
  return bare.split(' AND ').every((part) => PERMISSIVE_LICENCES.includes(part.trim()))
}
