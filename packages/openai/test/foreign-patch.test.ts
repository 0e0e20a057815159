import { diag } from '@opentelemetry/api'
import { InstrumentationBase } from '@opentelemetry/instrumentation'
import OpenAI from 'openai'
import { expect, it, onTestFinished } from 'vitest'
import { instrumentOpenAI } from '../src/index.ts'

/** Replaces a method as OpenTelemetry's instrumentations do. */
class Foreign extends InstrumentationBase {
  constructor() {
    super('foreign', '1', {})
  }
  protected override init() {
    return undefined
  }
  patch(target: object): void {
    this._wrap(target as { create(): unknown }, 'create', (original) => original)
    onTestFinished(() => this._unwrap(target as { create(): unknown }, 'create'))
  }
}

it('a client that another instrumentation has patched is said once, for its calls count twice', () => {
  const said: string[] = []
  const hear = (message: string): void => void said.push(message)
  diag.setLogger({ error: hear, warn: hear, info: hear, debug: hear, verbose: hear }, { suppressOverrideMessage: true })
  onTestFinished(() => diag.disable())
  instrumentOpenAI(new OpenAI({ apiKey: 'x' }))
  expect(said).toEqual([])
  new Foreign().patch(OpenAI.Chat.Completions.prototype)
  instrumentOpenAI(new OpenAI({ apiKey: 'x' }))
  instrumentOpenAI(new OpenAI({ apiKey: 'x' }))
  expect(said).toEqual([expect.stringContaining('another instrumentation has patched this openai client')])
})
