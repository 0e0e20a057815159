import { describe, expect, it } from 'vitest'
import { CLIENTS, MODES } from './clients.ts'
import { METHOD_CASES } from './method-stories.ts'
import { tellObserved, tellPlain } from './observe-both.ts'
import { PROMISE_CASES } from './stories.ts'
import { STREAM_CASES } from './stream-stories.ts'

const ERROR = 2
const UNSET = 0

describe.each(CLIENTS)('$label', (kind) => {
  const cases = Object.entries({ ...PROMISE_CASES, ...STREAM_CASES, ...METHOD_CASES }).filter(([, { since = 4 }]) => kind.major >= since)

  describe.each(MODES)('by %s', (mode) => {
    it.each(cases)('the application cannot tell apart %s, and one span a call says how it ended', async (_name, test) => {
      const { scripts = [], story, outcomes, errorType } = test
      const plain = await tellPlain(kind, scripts, story)
      const { seen, spans } = await tellObserved(kind, mode, scripts, story)
      expect(seen).toEqual(plain)
      expect(spans.map(({ attributes }) => attributes['tokenscope.outcome'])).toEqual(outcomes)
      for (const { status, attributes } of spans) {
        expect(status).toBe(errorType === undefined ? UNSET : ERROR)
        if (errorType === undefined) expect(attributes).not.toHaveProperty('error.type')
        else if (errorType instanceof RegExp) expect(attributes['error.type']).toMatch(errorType)
        else expect(attributes['error.type']).toBe(errorType)
      }
    })
  })
})
