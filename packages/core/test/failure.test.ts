import { DiagLogLevel, diag, type TracerProvider } from '@opentelemetry/api'
import { afterEach, describe, expect, it } from 'vitest'
import { createRecorder, hub, resolveOptions, startGeneration } from '../src/index.ts'
import { fixture } from './telemetry-fixture.ts'

afterEach(() => {
  hub().failures.clear()
  diag.disable()
})

function listenToDiag(): string[] {
  const heard: string[] = []
  const hear = (message: string): void => void heard.push(message)
  diag.setLogger(
    { error: hear, warn: hear, info: hear, debug: hear, verbose: hear },
    { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
  )
  return heard
}

describe('a failure of the telemetry', () => {
  it('is said once a cause and counted every time', () => {
    const heard = listenToDiag()
    const broken = {
      getTracer: () => ({
        startSpan: () => {
          throw new Error('tracer is broken')
        },
      }),
    } as unknown as TracerProvider
    const recorder = createRecorder({ name: 't', version: '1' }, { tracerProvider: broken }, resolveOptions({}, {}).resolved)
    for (let i = 0; i < 3; i++) expect(recorder.start({ operation: 'chat', provider: 'p' })).toBeUndefined()
    expect(heard).toEqual([expect.stringContaining('tracer is broken')])
    expect(hub().failures.get('start of a call')).toBe(3)
  })

  it('in the clock neither throws nor leaves the span open', () => {
    const { recorder, clock, spans } = fixture()
    const generation = recorder.start({ operation: 'chat', provider: 'p' })!
    Object.defineProperty(clock, 'nowMs', {
      get: () => {
        throw new Error('no clock')
      },
    })
    expect(() => generation.end()).not.toThrow()
    expect(spans()).toHaveLength(1)
  })

  it('shows in the self-metrics', async () => {
    const { recorder, metric } = fixture()
    hub().failed('redact')
    recorder.start({ operation: 'chat', provider: 'p' })!.end()
    expect(await metric('tokenscope.sdk.errors')).toEqual([{ attributes: { 'tokenscope.component': 'redact' }, value: 1 }])
  })

  it("in a diag logger of the application is nobody else's problem", () => {
    diag.setLogger({
      error: () => {
        throw new Error('logger is broken')
      },
    } as never)
    expect(() => startGeneration({ model: 'm', stallThresholdMs: -1 }).end()).not.toThrow()
  })
})
