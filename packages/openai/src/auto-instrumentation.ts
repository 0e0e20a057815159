import { type MeterProvider, metrics, type TracerProvider } from '@opentelemetry/api'
import type { Instrumentation, InstrumentationConfig } from '@opentelemetry/instrumentation'
import { hub, type LoggerProviderLike, VERSION } from '@tokenscope/core'
import type { Undo } from './client/patch.ts'
import { patchModule } from './client/patch-module.ts'
import { createObserver } from './instrument-client.ts'
import { createModuleHook, sayNoHook } from './module-hook.ts'
import type { CallObserver } from './observe-call.ts'
import type { OpenAIOptions } from './options.ts'

/** Options of the instrumentation: those of every instrumentation, and those of every Tokenscope client. */
export type OpenAIInstrumentationConfig = InstrumentationConfig & OpenAIOptions

/**
 * The same observation without a line in the application: an OpenTelemetry instrumentation of the `openai` module, for
 * `registerInstrumentations` or `NodeSDK`. ESM applications need the loader hook, `node --import @tokenscope/node/register`.
 * A client that is also given to `instrumentOpenAI` still gets one span per call, by the client's own options.
 */
export class OpenAIInstrumentation implements Instrumentation<OpenAIInstrumentationConfig> {
  readonly instrumentationName: string = '@tokenscope/openai'
  readonly instrumentationVersion: string = VERSION
  readonly #hook: Instrumentation | undefined
  readonly #whyNoHook: string | undefined
  #config: OpenAIInstrumentationConfig
  #providers: Pick<OpenAIOptions, 'tracerProvider' | 'meterProvider' | 'loggerProvider'> = {}
  #current: CallObserver | undefined
  #enabled: boolean
  #undos: Undo[] = []

  constructor(config: OpenAIInstrumentationConfig = {}) {
    this.#config = config
    this.#enabled = config.enabled !== false
    const hook = createModuleHook(this.instrumentationName, this.#enabled, {
      loaded: (moduleExports) => void this.#undos.push(...patchModule(moduleExports, this.#observer())),
      unloaded: () => this.#unpatch(),
    })
    if (typeof hook === 'string') {
      this.#whyNoHook = hook
      sayNoHook(hook, 'made')
    } else {
      this.#hook = hook
    }
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

  enable(): void {
    this.#enabled = true
    this.#hook?.enable()
  }

  disable(): void {
    this.#enabled = false
    this.#hook?.disable()
  }

  getConfig(): OpenAIInstrumentationConfig {
    return this.#config
  }

  setConfig(config: OpenAIInstrumentationConfig): void {
    this.#config = config
    this.#current = undefined
  }

  setTracerProvider(provider: TracerProvider): void {
    if (this.#whyNoHook !== undefined) sayNoHook(this.#whyNoHook, 'taken')
    this.#provide({ tracerProvider: provider })
  }

  setMeterProvider(provider: MeterProvider): void {
    // The global one is found at each call anyway, and then metrics can go to our own readers in bulk.
    if (provider !== metrics.getMeterProvider() && hub().store === undefined) this.#provide({ meterProvider: provider })
  }

  setLoggerProvider(provider: unknown): void {
    this.#provide({ loggerProvider: provider as LoggerProviderLike })
  }

  #unpatch(): void {
    for (const undo of this.#undos) undo()
    this.#undos = []
  }

  #provide(providers: Pick<OpenAIOptions, 'tracerProvider' | 'meterProvider' | 'loggerProvider'>): void {
    this.#providers = { ...this.#providers, ...providers }
    this.#current = undefined
  }

  /** Options may change after the module was patched, so each call asks for the observer of the moment. */
  #observer(): CallObserver {
    const now = (): CallObserver => {
      const { enabled: _enabled, ...options } = this.#config
      this.#current ??= createObserver({ ...this.#providers, ...options }, 'OpenAIInstrumentation')
      return this.#current
    }
    return {
      recorder: () => (this.#enabled ? now().recorder() : undefined),
      server: (client) => now().server(client),
      get propagate() {
        return now().propagate
      },
    }
  }
}
