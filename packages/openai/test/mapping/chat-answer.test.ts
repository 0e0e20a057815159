import { describe, expect, it } from 'vitest'
import { answered } from './mapping-fixture.ts'

const CHAT = 'chat.completions.create'
const ANSWER = {
  id: 'chatcmpl-1',
  model: 'm-2026',
  service_tier: 'default',
  system_fingerprint: 'fp_1',
  choices: [{ index: 0, message: { role: 'assistant', content: 'hi' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 0, completion_tokens: 2, total_tokens: 2 },
}

describe('a chat answer', () => {
  it('tells id, model, finish reason, tokens, tier and fingerprint', () => {
    expect(answered(CHAT, [{ model: 'm' }], ANSWER).attributes).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'm',
      'gen_ai.response.id': 'chatcmpl-1',
      'gen_ai.response.model': 'm-2026',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 0,
      'gen_ai.usage.output_tokens': 2,
      'openai.api.type': 'chat_completions',
      'openai.response.service_tier': 'default',
      'openai.response.system_fingerprint': 'fp_1',
      'tokenscope.outcome': 'completed',
    })
  })

  it('of another provider has no openai attributes and no tier in metrics', () => {
    const { attributes, generation } = answered(CHAT, [{ model: 'm' }], ANSWER, { openaiFlavour: false })
    expect(Object.keys(attributes).filter((name) => name.startsWith('openai.'))).toEqual([])
    expect(generation.serviceTier).toBeUndefined()
  })

  it('has a finish reason at the place of each choice, `error` where the server gave none', () => {
    const choices = [{ finish_reason: 'stop' }, { finish_reason: null }, {}, { finish_reason: 'length' }]
    expect(answered(CHAT, [], { choices }).generation.finishReasons).toEqual(['stop', 'error', 'error', 'length'])
  })

  it('counts tool calls of all choices, also a legacy function call', () => {
    const choices = [
      { message: { tool_calls: [{}, {}] }, finish_reason: 'tool_calls' },
      { message: { function_call: { name: 'f', arguments: '{}' } }, finish_reason: 'function_call' },
    ]
    expect(answered(CHAT, [], { choices }).generation.toolCallCount).toBe(3)
  })

  it('tells the time that llama.cpp took, in seconds', () => {
    const { attributes } = answered(CHAT, [], { choices: [], timings: { prompt_ms: 250, predicted_ms: 1500, predicted_n: 20 } })
    expect(attributes['tokenscope.server.prefill_time']).toBe(0.25)
    expect(attributes['tokenscope.server.decode_time']).toBe(1.5)
  })

  it.each([['<html>'], [null], [[]], [7], [{ choices: {} }], [{ choices: [null, 7] }]])('may be anything: %j', (value) => {
    expect(() => answered(CHAT, [], value, { capture: true })).not.toThrow()
  })
})
