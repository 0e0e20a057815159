import { createRequire, register } from 'node:module'

/** The modules that an instrumentation of ours wants to see; all others load as if there were no hook. */
const INCLUDE = ['openai']

interface SyncHooks {
  supportsSyncHooks(): boolean
  register(options: { include: string[] }): void
}

/**
 * Lets instrumentations see ESM imports. On the main thread where this Node can (22.22.3, 24.11.1), else through Node's loader
 * thread. The hook must be of the same copy of `import-in-the-middle` that `@opentelemetry/instrumentation` listens through.
 */
export function installLoaderHooks(): void {
  const require = createRequire(import.meta.url)
  const requireFromInstrumentation = createRequire(require.resolve('@opentelemetry/instrumentation'))
  const hooks = requireFromInstrumentation('import-in-the-middle/register-hooks.mjs') as SyncHooks
  if (hooks.supportsSyncHooks()) hooks.register({ include: INCLUDE })
  else if (!isPreloadedByRequire()) register('@opentelemetry/instrumentation/hook.mjs', import.meta.url, { data: { include: INCLUDE } })
}

/**
 * Whether `--require` loads this package. Node then loads it in the loader thread too, where an older Node cannot `require()` an ES
 * module and ends the process: without that thread, CommonJS applications work at least.
 */
function isPreloadedByRequire(): boolean {
  return /(?:^|\s)(?:--require|-r)[=\s]+\S*tokenscope\/node/.test([...process.execArgv, process.env.NODE_OPTIONS].join(' '))
}
