import { createRequire } from 'node:module'
import type OpenAI from 'openai'

/** The module `openai` of one major, as far as the scenarios use it. */
export interface OpenAIModule {
  OpenAI: typeof OpenAI
  AzureOpenAI: new (options: object) => OpenAI
  default: typeof OpenAI
}

export interface ClientKind {
  readonly label: string
  readonly major: number
  load(): Promise<OpenAIModule>
}

const require = createRequire(import.meta.url)

/** Every supported major, by both module systems: eight different copies of the client. */
export const CLIENTS: readonly ClientKind[] = [4, 5, 6, 7].flatMap((major) => [
  { label: `openai ${major} ESM`, major, load: async () => (await import(`openai${major}`)) as OpenAIModule },
  { label: `openai ${major} CommonJS`, major, load: async () => require(`openai${major}`) as OpenAIModule },
])

export const MODES = ['wrapper', 'auto-instrumentation'] as const
export type Mode = (typeof MODES)[number]
