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
 * @returns the reason where they do not work, as in a bundle or with an older `@opentelemetry/api`
 */
export function createModuleHook(name: string, enabled: boolean, watcher: ModuleWatcher): Instrumentation | string {
  try {
    const ModuleHook = moduleHookClass(createRequire(import.meta.url)('@opentelemetry/instrumentation') as Hooks, watcher)
    return new ModuleHook(name, VERSION, { enabled })
  } catch (error) {
    return String((error as Error).message).split('\n')[0] as string
  }
}

/** Says why nothing is recorded: once when it is made, and once when an SDK takes it, for only then may there be somebody who listens. */
export function sayNoHook(reason: string, when: string): void {
  sayOnce(`module hooks ${when}`, () =>
    diag.warn(
      `[tokenscope] OpenAIInstrumentation: @opentelemetry/instrumentation does not work here (${reason}), ` +
        "so loading openai is not noticed. Use instrumentOpenAI(client), or instrumentModule(await import('openai')). Where this is no bundle, " +
        'its version must fit that of @opentelemetry/api: 0.2xx up to 1.9, newer ones from 1.10 on.',
    ),
  )
}

function moduleHookClass({ InstrumentationBase, InstrumentationNodeModuleDefinition }: Hooks, watcher: ModuleWatcher) {
  return class ModuleHook extends InstrumentationBase {
    protected override init() {
      return new InstrumentationNodeModuleDefinition(
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
}
