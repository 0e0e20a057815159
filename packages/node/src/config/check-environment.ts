import type { Environment } from '@tokenscope/core'
import { resolveConfig } from './resolve-config.ts'

/** What `start()` would say of the values in this environment, each with what is allowed. Pure; values are quoted without what may be secret in them. */
export function checkEnvironment(environment: Environment): readonly string[] {
  return resolveConfig(undefined, environment).problems
}
