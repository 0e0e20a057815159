import type { Subject } from '../../contenders/contender.ts'
import { newRivalClient } from '../new-rival-client.ts'
import type { Load } from '../rival.ts'
import { startSdk3 } from '../sdk-pipeline.ts'

type Instrumentation = new () => { setMeterProvider(provider: object): void }

/** Content is off by default; spans, log events (no logger provider is there) and two metrics. */
export function setUp(load: Load): Subject {
  const pipeline = startSdk3(load)
  const { OpenAIInstrumentation } = load('@opentelemetry/instrumentation-openai') as { readonly OpenAIInstrumentation: Instrumentation }
  const { metrics } = load('@opentelemetry/api') as { readonly metrics: { getMeterProvider(): object } }
  // `NodeSDK` does this too; without it this version has no instruments, and throws into the call.
  new OpenAIInstrumentation().setMeterProvider(metrics.getMeterProvider())
  return { client: newRivalClient(load), ...pipeline }
}
