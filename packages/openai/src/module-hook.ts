import { createRequire } from 'node:module'
import { diag } from '@opentelemetry/api'
import type { Instrumentation } from '@opentelemetry/instrumentation'
import { sayOnce, VERSION } from '@tokenscope/core'

type Hooks = typeof import('@opentelemetry/instrumentation')

const SUPPORTED_VERSIONS = ['>=4.50.0 <8']

/** Told when the application loads `openai`, and when the hook is taken off. */
export interface ModuleWatcher {
  loaded(moduleExports: unknown): void
  unloaded(): void
}

/**
 * Hooks the loading of `openai`, by `require` and by `import`. The hooks of OpenTelemetry are loaded here and not with this package: they take
 * as long to load as all the rest, and whoever instruments a client needs none.
 * @returns undefined where they cannot be loaded, as in a bundle, which is said once
 */
export function createModuleHook(name: string, enabled: boolean, watcher: ModuleWatcher): Instrumentation | undefined {
  const hooks = loadHooks()
  if (!hooks) return undefined
  class ModuleHook extends hooks.InstrumentationBase {
    protected override init() {
      return new hooks!.InstrumentationNodeModuleDefinition(
        'openai',
        SUPPORTED_VERSIONS,
        (moduleExports: unknown) => {
          watcher.loaded(moduleExports)
          return moduleExports
        },
        () => watcher.unloaded(),
      )
    }
  }
  return new ModuleHook(name, VERSION, { enabled })
}

function loadHooks(): Hooks | undefined {
  try {
    return createRequire(import.meta.url)('@opentelemetry/instrumentation') as Hooks
  } catch (error) {
    sayOnce('module hooks', () =>
      diag.warn(
        `[tokenscope] OpenAIInstrumentation: @opentelemetry/instrumentation cannot be loaded (${String((error as Error).message).split('\n')[0]}), ` +
          "so loading openai is not noticed. Use instrumentOpenAI(client), or instrumentModule(await import('openai')).",
      ),
    )
    return undefined
  }
}
