import type { Subject } from '../../contenders/contender.ts'
import { newRivalClient } from '../new-rival-client.ts'
import type { Load } from '../rival.ts'
import { startSdk2 } from '../sdk-pipeline.ts'

type Instrumentation = new (options: object) => { manuallyInstrument(module: unknown): void }

/** Content off by its own switch. It records spans only. */
export function setUp(load: Load): Subject {
  const pipeline = startSdk2(load)
  const { OpenAIInstrumentation } = load('@traceloop/instrumentation-openai') as { readonly OpenAIInstrumentation: Instrumentation }
  const { default: OpenAI } = load('openai') as { readonly default: unknown }
  new OpenAIInstrumentation({ traceContent: false }).manuallyInstrument(OpenAI)
  return { client: newRivalClient(load), ...pipeline }
}
