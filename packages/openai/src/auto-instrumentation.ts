import { diag, type MeterProvider, metrics, type TracerProvider } from '@opentelemetry/api'
import { InstrumentationBase, type InstrumentationConfig, InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation'
import { hub, type LoggerProviderLike, VERSION } from '@tokenscope/core'
import type { Undo } from './client/patch.ts'
import { patchClient } from './client/patch-client.ts'
import { createObserver } from './instrument-client.ts'
import type { CallObserver } from './observe-call.ts'
import type { OpenAIOptions } from './options.ts'

/** Options of the instrumentation: those of every instrumentation, and those of every Tokenscope client. */
export type OpenAIInstrumentationConfig = InstrumentationConfig & OpenAIOptions

const SUPPORTED_VERSIONS = ['>=4.50.0 <8']

/** State lives beside the instance: the base class calls `init()` before the subclass's own fields exist. */
interface AutoState {
  observer: CallObserver | undefined
  providers: Pick<OpenAIOptions, 'tracerProvider' | 'meterProvider' | 'loggerProvider'>
  enabled: boolean
}
const states = new WeakMap<OpenAIInstrumentation, AutoState>()

/**
 * The same observation without a line in the application: an OpenTelemetry instrumentation of the `openai` module, for
 * `registerInstrumentations` or `NodeSDK`. ESM applications need the loader hook, `node --import @tokenscope/node/register`.
 * A client that is also given to `instrumentOpenAI` still gets one span per call, by the client's own options.
 */
export class OpenAIInstrumentation extends InstrumentationBase<OpenAIInstrumentationConfig> {
  constructor(config: OpenAIInstrumentationConfig = {}) {
    super('@tokenscope/openai', VERSION, config)
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    let undos: Undo[] = []
    return new InstrumentationNodeModuleDefinition(
      'openai',
      SUPPORTED_VERSIONS,
      (moduleExports: unknown) => {
        undos = patchModule(moduleExports, this.#observer())
        return moduleExports
      },
      () => {
        for (const undo of undos) undo()
        undos = []
      },
    )
  }

  /**
   * Instruments a module that no hook can reach, for example in a bundle: `instrumentation.instrumentModule(await import('openai'))`.
   * @returns the undo
   */
  instrumentModule(moduleExports: unknown): () => void {
    const undos = patchModule(moduleExports, this.#observer())
    return () => {
      for (const undo of undos) undo()
    }
  }

  override enable(): void {
    state(this).enabled = true
    super.enable()
  }

  override disable(): void {
    state(this).enabled = false
    super.disable()
  }

  override setConfig(config: OpenAIInstrumentationConfig): void {
    super.setConfig(config)
    state(this).observer = undefined
  }

  override setTracerProvider(provider: TracerProvider): void {
    super.setTracerProvider(provider)
    this.#provide({ tracerProvider: provider })
  }

  override setMeterProvider(provider: MeterProvider): void {
    super.setMeterProvider(provider)
    // The global one is found at each call anyway, and then metrics can go to our own readers in bulk.
    if (provider !== metrics.getMeterProvider() && hub().store === undefined) this.#provide({ meterProvider: provider })
  }

  override setLoggerProvider(provider: unknown): void {
    super.setLoggerProvider(provider as never)
    this.#provide({ loggerProvider: provider as LoggerProviderLike })
  }

  #provide(providers: AutoState['providers']): void {
    const own = state(this)
    own.providers = { ...own.providers, ...providers }
    own.observer = undefined
  }

  /** Options may change after the module was patched, so each call asks for the observer of the moment. */
  #observer(): CallObserver {
    const own = state(this)
    const now = (): CallObserver => {
      const { enabled: _enabled, ...options } = this.getConfig()
      own.observer ??= createObserver({ ...own.providers, ...options }, 'OpenAIInstrumentation')
      return own.observer
    }
    return {
      recorder: () => (own.enabled ? now().recorder() : undefined),
      server: (client) => now().server(client),
      get propagate() {
        return now().propagate
      },
    }
  }
}

function state(instrumentation: OpenAIInstrumentation): AutoState {
  let own = states.get(instrumentation)
  if (!own) {
    own = { observer: undefined, providers: {}, enabled: true }
    states.set(instrumentation, own)
  }
  return own
}

/** A class, with whatever hangs on it as statics. */
type ClassLike = { readonly [name: string]: unknown; readonly prototype?: object }

function patchModule(moduleExports: unknown, observer: CallObserver): Undo[] {
  const { OpenAI, default: byDefault } = (moduleExports ?? {}) as { OpenAI?: unknown; default?: unknown }
  const client = [OpenAI, byDefault, moduleExports].find((candidate) => typeof candidate === 'function') as ClassLike | undefined
  const prototype = client?.prototype
  if (!client || !prototype || typeof (prototype as { post?: unknown }).post !== 'function') {
    diag.warn('[tokenscope] the module "openai" has no OpenAI class of a known shape; its calls are not recorded.')
    return []
  }
  return patchClient(prototype, (path) => resourcePrototype(client, path), observer)
}

/** `OpenAI.Chat.Completions.prototype` for `['chat', 'completions']`: the classes hang on each other as statics. */
function resourcePrototype(client: ClassLike, path: readonly string[]): object | undefined {
  let found: ClassLike | undefined = client
  for (const name of path) found = found?.[name.charAt(0).toUpperCase() + name.slice(1)] as ClassLike | undefined
  return typeof found === 'function' ? (found as ClassLike).prototype : undefined
}
