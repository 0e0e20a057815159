import { trace } from '@opentelemetry/api'
import { afterEach, expect, it } from 'vitest'
import { createRecorder, resolveOptions } from '../../src/index.ts'
import { tracing } from '../telemetry-fixture.ts'

afterEach(() => trace.disable())

it('a client made under an SDK that was shut down sends its next spans to the SDK that was started after it', () => {
  const [first, second] = [tracing(), tracing()]
  const recorder = createRecorder({ name: 't', version: '1' }, {}, resolveOptions({}, {}).resolved)
  const call = () => recorder.start({ operation: 'chat', provider: 'p', model: 'm' })!.end()

  trace.setGlobalTracerProvider(first.tracerProvider)
  call()
  trace.disable()
  trace.setGlobalTracerProvider(second.tracerProvider)
  call()

  expect([first.spans().length, second.spans().length]).toEqual([1, 1])
})
