import type { Subject } from '../../contenders/contender.ts'
import { newRivalClient } from '../new-rival-client.ts'
import type { Load } from '../rival.ts'
import { startSdk2 } from '../sdk-pipeline.ts'

type Instrumentation = new (options: object) => { manuallyInstrument(module: unknown): void }

/** Inputs and outputs hidden by its own switches. It records spans only. */
export function setUp(load: Load): Subject {
  const pipeline = startSdk2(load)
  const { OpenAIInstrumentation } = load('@arizeai/openinference-instrumentation-openai') as {
    readonly OpenAIInstrumentation: Instrumentation
  }
  const traceConfig = { hideInputs: true, hideOutputs: true }
  const { default: OpenAI } = load('openai') as { readonly default: unknown }
  new OpenAIInstrumentation({ traceConfig }).manuallyInstrument(OpenAI)
  return { client: newRivalClient(load), ...pipeline }
}
