import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/**
 * Loads a package that only some users need and install themselves: beside this package, else among the application's own.
 * Throws an error that says what to install.
 */
export function loadPackage(name: string, neededFor: string): Record<string, unknown> {
  for (const from of [import.meta.url, pathToFileURL(`${process.cwd()}/`).href]) {
    try {
      return createRequire(from)(name) as Record<string, unknown>
    } catch (error) {
      if ((error as { code?: string }).code !== 'MODULE_NOT_FOUND') throw error
    }
  }
  throw new Error(`${neededFor} needs the package ${name}, which is not installed: npm install ${name}`)
}
