import { createRequire, register } from 'node:module'

/** The modules that an instrumentation of ours wants to see; all others load as if there were no hook. */
const INCLUDE = ['openai']

interface SyncHooks {
  supportsSyncHooks(): boolean
  register(options: { include: string[] }): void
}

/**
 * Lets instrumentations see ESM imports. On the main thread where this Node can, else through Node's loader thread. The hook
 * must be of the same copy of `import-in-the-middle` that `@opentelemetry/instrumentation` listens through.
 */
export function installLoaderHooks(): void {
  const require = createRequire(import.meta.url)
  const requireFromInstrumentation = createRequire(require.resolve('@opentelemetry/instrumentation'))
  const hooks = requireFromInstrumentation('import-in-the-middle/register-hooks.mjs') as SyncHooks
  if (hooks.supportsSyncHooks()) hooks.register({ include: INCLUDE })
  else register('@opentelemetry/instrumentation/hook.mjs', import.meta.url, { data: { include: INCLUDE } })
}
