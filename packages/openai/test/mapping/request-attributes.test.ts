import { describe, expect, it } from 'vitest'
import { requested } from './mapping-fixture.ts'

const CHAT = 'chat.completions.create'

describe('the attributes of a chat request', () => {
  it('hold every sampling parameter that was given', () => {
    const params = {
      model: 'm',
      max_tokens: 100,
      n: 3,
      stop: ['a', 'b'],
      seed: 7,
      temperature: 0.5,
      top_p: 0.9,
      top_k: 40,
      top_logprobs: 5,
      frequency_penalty: 0.1,
      presence_penalty: 0.2,
      reasoning_effort: 'high',
      service_tier: 'flex',
      response_format: { type: 'json_schema', json_schema: {} },
      stream: true,
    }
    expect(requested(CHAT, [params])).toEqual({
      model: 'm',
      streaming: true,
      'gen_ai.request.max_tokens': 100,
      'gen_ai.request.choice.count': 3,
      'gen_ai.request.stop_sequences': ['a', 'b'],
      'gen_ai.request.seed': 7,
      'gen_ai.request.temperature': 0.5,
      'gen_ai.request.top_p': 0.9,
      'gen_ai.request.top_k': 40,
      'gen_ai.request.frequency_penalty': 0.1,
      'gen_ai.request.presence_penalty': 0.2,
      'gen_ai.request.reasoning.level': 'high',
      'gen_ai.output.type': 'json',
      'openai.api.type': 'chat_completions',
      'openai.request.service_tier': 'flex',
    })
  })

  it('keep zeros and empty texts', () => {
    const params = { model: '', temperature: 0, top_p: 0, seed: 0, n: 0, max_tokens: 0, stop: '' }
    expect(requested(CHAT, [params], false)).toEqual({
      model: '',
      'gen_ai.request.max_tokens': 0,
      'gen_ai.request.choice.count': 0,
      'gen_ai.request.stop_sequences': [''],
      'gen_ai.request.seed': 0,
      'gen_ai.request.temperature': 0,
      'gen_ai.request.top_p': 0,
    })
  })

  it.each([
    ['one answer, which everybody gets', { n: 1 }, {}],
    ['nulls', { temperature: null, n: null, stop: null, service_tier: null, response_format: null }, {}],
    ['values of a wrong type', { temperature: '1', n: [2], max_tokens: Number.NaN, model: 4, stop: [1] }, {}],
    ['a service tier of auto', { service_tier: 'auto' }, {}],
    ['no streaming', { stream: false }, {}],
    ['the newer name of the token limit', { max_completion_tokens: 5, max_tokens: 9 }, { 'gen_ai.request.max_tokens': 5 }],
    ['one stop text', { stop: 'END' }, { 'gen_ai.request.stop_sequences': ['END'] }],
    ['plain text', { response_format: { type: 'text' } }, { 'gen_ai.output.type': 'text' }],
    ['any JSON', { response_format: { type: 'json_object' } }, { 'gen_ai.output.type': 'json' }],
    ['a spoken answer', { modalities: ['text', 'audio'], response_format: { type: 'text' } }, { 'gen_ai.output.type': 'speech' }],
    ['effort as OpenRouter names it', { reasoning: { effort: 'low' } }, { 'gen_ai.request.reasoning.level': 'low' }],
  ])('of %s', (_, params, expected) => {
    expect(requested(CHAT, [params])).toEqual({ 'openai.api.type': 'chat_completions', ...expected })
  })

  it('have nothing of openai for another provider', () => {
    expect(requested(CHAT, [{ model: 'm', service_tier: 'flex' }], false)).toEqual({ model: 'm' })
  })

  it.each([[undefined], [null], ['text'], [7], [[]]])('are empty where the parameters are %j', (params) => {
    expect(requested(CHAT, [params])).toEqual({})
  })

  it('are read once each, so that a getter of the application runs once', () => {
    const reads: Record<string, number> = {}
    const params = new Proxy({ model: 'm', messages: [], temperature: 1 } as Record<string, unknown>, {
      get(target, name) {
        reads[String(name)] = (reads[String(name)] ?? 0) + 1
        return target[String(name)]
      },
    })
    requested(CHAT, [params])
    expect(Object.entries(reads).filter(([, count]) => count > 1)).toEqual([])
    expect(reads).not.toHaveProperty('messages')
  })
})

describe('the attributes of other requests', () => {
  it('name prompt, conversation and previous response of the Responses API', () => {
    const params = {
      model: 'm',
      max_output_tokens: 9,
      temperature: 0,
      previous_response_id: 'resp_1',
      conversation: { id: 'conv_1' },
      prompt: { id: 'pmpt_1', version: '2', variables: { secret: 'x' } },
      reasoning: { effort: 'minimal' },
      text: { format: { type: 'json_object' } },
      service_tier: 'priority',
    }
    expect(requested('responses.create', [params])).toEqual({
      model: 'm',
      'gen_ai.request.max_tokens': 9,
      'gen_ai.request.temperature': 0,
      'gen_ai.request.previous_response.id': 'resp_1',
      'gen_ai.conversation.id': 'conv_1',
      'gen_ai.prompt.name': 'pmpt_1',
      'gen_ai.prompt.version': '2',
      'gen_ai.request.reasoning.level': 'minimal',
      'gen_ai.output.type': 'json',
      'openai.api.type': 'responses',
      'openai.request.service_tier': 'priority',
    })
    expect(requested('responses.create', [{ conversation: 'conv_2' }], false)).toEqual({ 'gen_ai.conversation.id': 'conv_2' })
  })

  it('name what is fetched, and from where a stream goes on', () => {
    expect(requested('responses.retrieve', ['resp_1'])).toEqual({ 'gen_ai.response.id': 'resp_1', 'openai.api.type': 'responses' })
    expect(requested('responses.retrieve', ['resp_1', { stream: true, starting_after: 0 }], false)).toEqual({
      streaming: true,
      'gen_ai.response.id': 'resp_1',
      'gen_ai.request.stream_cursor': '0',
    })
  })

  it('tell dimensions and encoding of embeddings only where the application asked', () => {
    expect(requested('embeddings.create', [{ model: 'e', input: 'x' }])).toEqual({ model: 'e' })
    expect(requested('embeddings.create', [{ model: 'e', input: 'x', dimensions: 256, encoding_format: 'float' }])).toEqual({
      model: 'e',
      'gen_ai.embeddings.dimension.count': 256,
      'gen_ai.request.encoding_formats': ['float'],
    })
  })

  it.each([
    [
      'completions.create',
      { model: 'm', prompt: 'x', max_tokens: 3, stream: true },
      { model: 'm', 'gen_ai.request.max_tokens': 3, streaming: true },
    ],
    ['images.generate', { model: 'i', prompt: 'x', n: 2 }, { model: 'i', 'gen_ai.output.type': 'image', 'gen_ai.request.choice.count': 2 }],
    ['images.edit', { prompt: 'x', stream: true }, { 'gen_ai.output.type': 'image', streaming: true }],
    ['images.createVariation', {}, { 'gen_ai.output.type': 'image' }],
    ['audio.speech.create', { model: 't', voice: 'v', stream_format: 'sse' }, { model: 't', 'gen_ai.output.type': 'speech' }],
    ['audio.transcriptions.create', { model: 'w', temperature: 0 }, { model: 'w', 'gen_ai.request.temperature': 0 }],
    ['audio.translations.create', { model: 'w' }, { model: 'w' }],
    ['moderations.create', { input: 'x' }, {}],
  ])('of %s', (path, params, expected) => {
    expect(requested(path, [params])).toEqual(expected)
  })
})
