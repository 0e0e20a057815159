import { describe, expect, it } from 'vitest'
import { chatChunk, deepFreeze, streamed } from './mapping-fixture.ts'

const CHAT = 'chat.completions.create'
const chunks = (...list: unknown[]) => deepFreeze(list)
const finish = chatChunk({}, { finish_reason: 'stop' })

describe('a streamed chat answer', () => {
  it('tells the kind of each chunk, and nothing for role, empty text, finish reason and usage', () => {
    const { kinds } = streamed(
      CHAT,
      [{ stream: true }],
      chunks(
        chatChunk({ role: 'assistant', content: '' }),
        chatChunk({ content: 'a' }),
        chatChunk({ reasoning_content: 'b' }),
        chatChunk({ reasoning: 'c' }),
        chatChunk({ refusal: 'd' }),
        chatChunk({ tool_calls: [{ index: 0, id: 'x', function: { name: 'f', arguments: '' } }] }),
        chatChunk({ function_call: { name: 'f' } }),
        chatChunk({ audio: { id: 'a1' } }),
        chatChunk({ audio: { data: 'AAAA' } }),
        chatChunk({ content: 'e', reasoning_content: 'f' }),
        chatChunk({ content: [{ type: 'text', text: 'g' }] }),
        finish,
        chatChunk({}, {}, { choices: [], usage: { prompt_tokens: 1, completion_tokens: 2 } }),
      ),
    )
    expect(kinds).toEqual([
      '',
      'text',
      'reasoning',
      'reasoning',
      'refusal',
      'tool_call',
      'tool_call',
      '',
      'audio',
      'text+reasoning',
      'text',
      '',
      '',
    ])
  })

  it('tells the same as one that came whole', () => {
    const { attributes, complete, failure } = streamed(
      CHAT,
      [{ model: 'm', stream: true }],
      chunks(
        chatChunk({ role: 'assistant' }, {}, { service_tier: 'default', system_fingerprint: 'fp_1' }),
        chatChunk({ content: 'hi' }),
        finish,
        chatChunk({}, {}, { choices: [], usage: { prompt_tokens: 3, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 2 } } }),
      ),
    )
    expect(complete).toBe(true)
    expect(failure).toBeUndefined()
    expect(attributes).toMatchObject({
      'gen_ai.response.id': 'chatcmpl-1',
      'gen_ai.response.model': 'm-2',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 3,
      'gen_ai.usage.output_tokens': 1,
      'gen_ai.usage.cache_read.input_tokens': 2,
      'openai.response.service_tier': 'default',
      'openai.response.system_fingerprint': 'fp_1',
    })
  })

  it('that broke off is not complete, and the choice that began has the reason `error`', () => {
    const { complete, generation } = streamed(
      CHAT,
      [],
      chunks(chatChunk({ content: 'a' }), chatChunk({ content: 'b' }, { index: 2 }), chatChunk({}, { index: 2, finish_reason: 'stop' })),
    )
    expect(complete).toBe(false)
    expect(generation.finishReasons).toEqual(['error', 'error', 'stop'])
  })

  it('that broke off before any choice has no finish reasons', () => {
    const { complete, generation } = streamed(CHAT, [], chunks(chatChunk({}, {}, { choices: [] })))
    expect(complete).toBe(false)
    expect(generation.finishReasons).toBeUndefined()
  })

  it('skips empty ids and models until the server knows them', () => {
    const { generation } = streamed(
      CHAT,
      [],
      chunks({ id: '', model: '', choices: [] }, { id: 'a', model: 'b', choices: [] }, { id: 'c', model: 'd', choices: [] }),
    )
    expect([generation.responseId, generation.responseModel]).toEqual(['a', 'b'])
  })

  it('keeps the last usage where the server sends it in every chunk, with nulls between', () => {
    const { generation } = streamed(
      CHAT,
      [],
      chunks(
        chatChunk({ content: 'a' }, {}, { usage: { prompt_tokens: 5, completion_tokens: 1 } }),
        chatChunk({ content: 'b' }, {}, { usage: { prompt_tokens: 5, completion_tokens: 2 } }),
        chatChunk({}, { finish_reason: 'length' }, { usage: null }),
      ),
    )
    expect(generation.usage).toEqual({ inputTokens: 5, outputTokens: 2 })
  })

  it('keeps the usage that it has where a later one counts nothing', () => {
    const { generation } = streamed(CHAT, [], chunks(chatChunk({}, {}, { usage: { prompt_tokens: 5 } }), chatChunk({}, {}, { usage: {} })))
    expect(generation.usage).toEqual({ inputTokens: 5 })
  })

  it('takes reasoning once where a server sends it under both names', () => {
    const both = chatChunk({ reasoning: 'hm', reasoning_content: 'hm' })
    const { content } = streamed(CHAT, [], chunks(both, finish), { capture: true })
    expect(content.outputMessages).toEqual([{ role: 'assistant', parts: [{ type: 'reasoning', content: 'hm' }], finish_reason: 'stop' }])
  })

  it('has no usage where the server sends none: chunks are no tokens', () => {
    expect(streamed(CHAT, [], chunks(chatChunk({ content: 'several tokens in one chunk' }), finish)).generation.usage).toBeUndefined()
  })

  it('takes the usage that Moonshot puts into the choice', () => {
    const last = chatChunk({}, { finish_reason: 'stop', usage: { prompt_tokens: 1, completion_tokens: 2 } })
    expect(streamed(CHAT, [], chunks(last)).generation.usage).toEqual({ inputTokens: 1, outputTokens: 2 })
  })

  it('has the timings of llama.cpp from the last chunk', () => {
    const { attributes } = streamed(
      CHAT,
      [],
      chunks(
        chatChunk({ content: 'a' }, {}, { timings: { prompt_ms: 1, predicted_ms: 2 } }),
        chatChunk({}, { finish_reason: 'stop' }, { timings: { prompt_ms: 40, predicted_ms: 3000 } }),
      ),
    )
    expect(attributes).toMatchObject({ 'tokenscope.server.prefill_time': 0.04, 'tokenscope.server.decode_time': 3 })
  })

  it('takes a late finish reason, in a chunk after the last content', () => {
    const { complete, generation } = streamed(
      CHAT,
      [],
      chunks(chatChunk({ content: 'a' }), chatChunk({ content: '' }), chatChunk(null, { finish_reason: 'stop' })),
    )
    expect(complete).toBe(true)
    expect(generation.finishReasons).toEqual(['stop'])
  })

  it('reports an error that came as a chunk, without its secrets', () => {
    const { failure, complete } = streamed(
      CHAT,
      [],
      chunks(chatChunk({ content: 'a' }), { object: 'error', type: 'BadRequestError', message: 'bad key sk-abcdef123456', code: null }),
    )
    expect(failure).toEqual({ type: 'BadRequestError', message: 'bad key sk-[redacted]' })
    expect(complete).toBe(true)
  })

  it('ignores indexes that no server has', () => {
    const { generation } = streamed(CHAT, [], chunks(...[-1, 1e9, 0.5, Number.NaN].map((index) => chatChunk({ content: 'a' }, { index }))))
    expect(generation.finishReasons).toBeUndefined()
  })
})

describe('a streamed legacy completion', () => {
  it('has text in its choices', () => {
    const { kinds, content, generation } = streamed(
      'completions.create',
      [{ prompt: 'p' }],
      chunks(
        { id: 'cmpl-1', model: 'm', choices: [{ index: 0, text: 'a', finish_reason: null }] },
        {
          id: 'cmpl-1',
          model: 'm',
          choices: [{ index: 0, text: 'b', finish_reason: 'length' }],
          usage: { prompt_tokens: 1, completion_tokens: 2 },
        },
      ),
      { capture: true },
    )
    expect(kinds).toEqual(['text', 'text'])
    expect(generation).toMatchObject({ responseId: 'cmpl-1', finishReasons: ['length'], usage: { inputTokens: 1, outputTokens: 2 } })
    expect(content).toEqual({
      inputMessages: [{ role: 'user', parts: [{ type: 'text', content: 'p' }] }],
      outputMessages: [{ role: 'assistant', parts: [{ type: 'text', content: 'ab' }], finish_reason: 'length' }],
    })
  })

  it('tells the same where content is not captured', () => {
    const { kinds, content, complete } = streamed('completions.create', [], chunks({ choices: [{ text: 'a', finish_reason: 'stop' }] }))
    expect({ kinds, content, complete }).toEqual({ kinds: ['text'], content: {}, complete: true })
  })
})
