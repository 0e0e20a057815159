import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './workspace.ts'

/** The oldest Node that the packages support; it comes with the development dependencies, as `node-22`. */
export const OLDEST_NODE_VERSION = '22.15.0'

export function oldestNodePath(): string {
  return realpathSync(join(ROOT, 'packages/checks/node_modules/node-22/bin/node'))
}

/**
 * This Node runs TypeScript only when asked. Vitest transforms the sources itself; scripts that tests start as processes of their
 * own inherit the option through the environment.
 */
export const OLDEST_NODE_OPTIONS = '--experimental-strip-types --disable-warning=ExperimentalWarning'
