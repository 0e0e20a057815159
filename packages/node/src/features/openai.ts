import { OpenAIInstrumentation } from '@tokenscope/openai'
import type { Feature } from './feature.ts'

/** Clients that the application makes without a line of ours. Needs `require`, or the loader hook of `register` for ESM. */
export const openai: Feature = {
  name: 'openai instrumentation',
  start({ config }) {
    if (!config.openai) return undefined
    const instrumentation = new OpenAIInstrumentation(config.openai)
    return () => instrumentation.disable()
  },
}
