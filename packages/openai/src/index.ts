export {
  type CaptureMode,
  type EndGeneration,
  type ManualGeneration,
  type ModelPrice,
  type PriceTable,
  type StartGenerationOptions,
  startGeneration,
  type TokenEventMode,
  type Usage,
} from '@tokenscope/core'
export { OpenAIInstrumentation, type OpenAIInstrumentationConfig } from './auto-instrumentation.ts'
export { instrumentOpenAI, uninstrumentOpenAI } from './instrument-client.ts'
export type { OpenAIOptions } from './options.ts'
