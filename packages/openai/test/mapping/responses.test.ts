import { describe, expect, it } from 'vitest'
import { answered, deepFreeze, streamed } from './mapping-fixture.ts'

const CREATE = 'responses.create'
const message = { type: 'message', id: 'msg_1', role: 'assistant', content: [{ type: 'output_text', text: 'hi' }] }
const call = { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'f', arguments: '{"x":1}' }
const response = (more: Record<string, unknown> = {}) => ({
  id: 'resp_1',
  model: 'm-2',
  status: 'completed',
  service_tier: 'default',
  output: [message],
  usage: { input_tokens: 3, output_tokens: 2, input_tokens_details: { cached_tokens: 1 }, output_tokens_details: { reasoning_tokens: 1 } },
  ...more,
})

describe('the finish reason of a response', () => {
  it.each([
    ['that is whole', {}, ['stop']],
    ['that waits for a tool of the application', { output: [call] }, ['tool_call']],
    ['that used only tools of the server', { output: [{ type: 'web_search_call' }, message] }, ['stop']],
    ['that ran out of tokens', { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }, ['length']],
    ['that was filtered', { status: 'incomplete', incomplete_details: { reason: 'content_filter' } }, ['content_filter']],
    ['that is incomplete without a reason', { status: 'incomplete', incomplete_details: null }, ['error']],
    ['that failed', { status: 'failed' }, ['error']],
    ['that was cancelled', { status: 'cancelled' }, ['error']],
    ['that is queued', { status: 'queued', output: [] }, undefined],
    ['that is in progress', { status: 'in_progress', output: [] }, undefined],
    ['of a server that names no status', { status: undefined }, ['stop']],
  ])('%s', (_, more, expected) => {
    expect(answered(CREATE, [], response(more)).generation.finishReasons).toEqual(expected)
  })
})

describe('a response', () => {
  it('tells id, model, tokens, tool calls and tier', () => {
    const { attributes, failure } = answered(CREATE, [{ model: 'm' }], response({ output: [call, { type: 'web_search_call' }, message] }))
    expect(failure).toBeUndefined()
    expect(attributes).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.response.id': 'resp_1',
      'gen_ai.response.model': 'm-2',
      'gen_ai.usage.input_tokens': 3,
      'gen_ai.usage.output_tokens': 2,
      'gen_ai.usage.cache_read.input_tokens': 1,
      'gen_ai.usage.reasoning.output_tokens': 1,
      'openai.api.type': 'responses',
      'openai.response.service_tier': 'default',
      'tokenscope.tool_call.count': 2,
    })
  })

  it('that failed reports its error as a failure', () => {
    const failed = response({ status: 'failed', error: { code: 'server_error', message: 'it broke' } })
    expect(answered(CREATE, [], failed).failure).toEqual({ type: 'server_error', message: 'it broke' })
    expect(answered(CREATE, [], response({ status: 'failed', error: null })).failure).toEqual({ type: 'response_failed', message: '' })
  })

  it('that failed has a word for its type, not a sentence, however the server writes its code', () => {
    const failureOf = (error: unknown) => answered(CREATE, [], response({ status: 'failed', error })).failure?.type
    expect(failureOf({ code: 'User 4711 sent too much', type: 'BadRequestError' })).toBe('BadRequestError')
    expect(failureOf({ code: 400, type: 'BadRequestError' })).toBe('400')
    expect(failureOf({ code: 'no such user: ada@example.com' })).toBe('response_failed')
  })

  it.each([['<html>'], [null], [[]], [{ output: {} }], [{ output: [null, 3, {}], status: 7 }]])('may be anything: %j', (value) => {
    expect(() => answered(CREATE, [], value, { capture: true })).not.toThrow()
  })
})

describe('a streamed response', () => {
  const created = { type: 'response.created', response: response({ status: 'in_progress', output: [], usage: null }) }
  const delta = (type: string, text = 'a') => ({ type, output_index: 0, item_id: 'x', delta: text })

  it('tells the kind of each event', () => {
    const events = deepFreeze([
      created,
      delta('response.output_text.delta'),
      delta('response.output_text.delta', ''),
      delta('response.reasoning_summary_text.delta'),
      delta('response.reasoning_text.delta'),
      delta('response.function_call_arguments.delta'),
      delta('response.custom_tool_call_input.delta'),
      delta('response.refusal.delta'),
      delta('response.audio.delta'),
      { type: 'response.image_generation_call.partial_image', partial_image_b64: 'AAAA' },
      { type: 'response.output_text.done', text: 'a' },
      delta('response.something_new.delta'),
    ])
    expect(streamed(CREATE, [], events).kinds).toEqual([
      '',
      'text',
      '',
      'reasoning',
      'reasoning',
      'tool_call',
      'tool_call',
      'refusal',
      'audio',
      'image',
      '',
      '',
    ])
  })

  it('tells what its final event tells', () => {
    const events = deepFreeze([created, delta('response.output_text.delta', 'hi'), { type: 'response.completed', response: response() }])
    const { complete, generation, failure, content } = streamed(CREATE, [], events, { capture: true })
    expect({ complete, failure }).toEqual({ complete: true, failure: undefined })
    expect(generation).toMatchObject({ responseId: 'resp_1', responseModel: 'm-2', finishReasons: ['stop'], serviceTier: 'default' })
    expect(generation.usage).toMatchObject({ inputTokens: 3, outputTokens: 2 })
    expect(content.outputMessages).toEqual([{ role: 'assistant', parts: [{ type: 'text', content: 'hi' }], finish_reason: 'stop' }])
  })

  it('that ran out of tokens is complete', () => {
    const last = {
      type: 'response.incomplete',
      response: response({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }),
    }
    const { complete, generation, failure } = streamed(CREATE, [], deepFreeze([created, last]))
    expect({ complete, failure, reasons: generation.finishReasons }).toEqual({ complete: true, failure: undefined, reasons: ['length'] })
  })

  it('that broke off prefers items that were done, in the order of the output', () => {
    const events = deepFreeze([
      created,
      { ...delta('response.output_text.delta', 'second'), output_index: 1 },
      { ...delta('response.output_text.delta', 'fir'), output_index: 0 },
      { type: 'response.output_item.done', output_index: 0, item: { type: 'message', content: [{ type: 'output_text', text: 'first' }] } },
    ])
    const parts = [
      { type: 'text', content: 'first' },
      { type: 'text', content: 'second' },
    ]
    expect(streamed(CREATE, [], events, { capture: true }).content.outputMessages).toEqual([
      { role: 'assistant', parts, finish_reason: 'error' },
    ])
  })

  it('keeps nothing where content is not captured', () => {
    const events = deepFreeze([created, delta('response.output_text.delta', 'hi'), { type: 'response.completed', response: response() }])
    expect(streamed(CREATE, [{ input: 'x' }], events).content).toEqual({})
    expect(streamed(CREATE, [{ input: 'x' }], events.slice(0, 2)).content).toEqual({})
    expect(answered(CREATE, [{ input: 'x' }], response()).content).toEqual({})
    expect(answered('responses.retrieve', ['resp_1'], response({ instructions: 'x' })).content).toEqual({})
  })

  it('that failed reports its error', () => {
    const failed = response({ status: 'failed', error: { code: 'rate_limit_exceeded', message: 'slow down' } })
    const { complete, failure, generation } = streamed(CREATE, [], deepFreeze([created, { type: 'response.failed', response: failed }]))
    expect({ complete, failure }).toEqual({ complete: true, failure: { type: 'rate_limit_exceeded', message: 'slow down' } })
    expect(generation.finishReasons).toEqual(['error'])
  })

  it('reports an error event', () => {
    const { complete, failure } = streamed(
      CREATE,
      [],
      deepFreeze([created, { type: 'error', code: 'server_error', message: 'it broke', param: null }]),
    )
    expect({ complete, failure }).toEqual({ complete: true, failure: { type: 'server_error', message: 'it broke' } })
  })

  it('that broke off keeps what came, with the reason `error`', () => {
    const events = deepFreeze([
      created,
      { type: 'response.output_item.added', output_index: 0, item: { type: 'reasoning', id: 'rs_1', summary: [] } },
      delta('response.reasoning_summary_text.delta', 'hm'),
      { type: 'response.output_item.added', output_index: 1, item: { ...call, arguments: '' } },
      { ...delta('response.function_call_arguments.delta', '{"x":'), output_index: 1 },
      { ...delta('response.function_call_arguments.delta', '1}'), output_index: 1 },
      { type: 'response.output_item.added', output_index: 2, item: { ...message, content: [] } },
      { ...delta('response.output_text.delta', 'he'), output_index: 2 },
    ])
    const { complete, generation, content, attributes } = streamed(CREATE, [], events, { capture: true })
    expect(complete).toBe(false)
    expect(generation).toMatchObject({ responseId: 'resp_1', responseModel: 'm-2', toolCallCount: 1, finishReasons: ['error'] })
    expect(attributes).not.toHaveProperty(['gen_ai.usage.input_tokens'])
    expect(content.outputMessages).toEqual([
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', content: 'hm' },
          { type: 'tool_call', id: 'call_1', name: 'f', arguments: { x: 1 } },
          { type: 'text', content: 'he' },
        ],
        finish_reason: 'error',
      },
    ])
  })
})

describe('a fetched response', () => {
  const RETRIEVE = 'responses.retrieve'

  it('tells its status and no token usage, which belongs to the call that made it', () => {
    const { attributes } = answered(RETRIEVE, ['resp_1'], response())
    expect(attributes).toEqual({
      'gen_ai.operation.name': 'fetch_response',
      'gen_ai.provider.name': 'openai',
      'gen_ai.response.id': 'resp_1',
      'gen_ai.response.model': 'm-2',
      'gen_ai.response.status': 'completed',
      'gen_ai.response.finish_reasons': ['stop'],
      'openai.api.type': 'responses',
      'openai.response.service_tier': 'default',
      'tokenscope.outcome': 'completed',
    })
  })

  it.each(['queued', 'in_progress', 'failed', 'cancelled'])('that is %s was still fetched', (status) => {
    const { attributes, failure } = answered(RETRIEVE, ['resp_1'], response({ status, output: [], error: { code: 'server_error' } }))
    expect(attributes['gen_ai.response.status']).toBe(status)
    expect(failure).toBeUndefined()
  })

  it('brings instructions and tools of the request that made it', () => {
    const value = response({ instructions: 'be kind', tools: [{ type: 'function', name: 'f', parameters: {} }, { type: 'web_search' }] })
    expect(answered(RETRIEVE, ['resp_1'], value, { capture: true }).content).toEqual({
      outputMessages: [{ role: 'assistant', parts: [{ type: 'text', content: 'hi' }], finish_reason: 'stop' }],
      systemInstructions: [{ type: 'text', content: 'be kind' }],
      toolDefinitions: [
        { type: 'function', name: 'f' },
        { type: 'web_search', name: 'web_search' },
      ],
    })
  })

  it('may be streamed', () => {
    const failed = { type: 'response.failed', response: response({ status: 'failed', error: { code: 'server_error', message: '' } }) }
    const { attributes, failure, complete } = streamed(RETRIEVE, ['resp_1', { stream: true }], deepFreeze([failed]))
    expect({ failure, complete }).toEqual({ failure: undefined, complete: true })
    expect(attributes).toMatchObject({
      'gen_ai.response.status': 'failed',
      'gen_ai.response.finish_reasons': ['error'],
      'gen_ai.request.stream': true,
    })
    expect(attributes).not.toHaveProperty(['gen_ai.usage.input_tokens'])
  })
})
