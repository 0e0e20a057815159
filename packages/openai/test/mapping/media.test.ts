import { describe, expect, it } from 'vitest'
import { answered, deepFreeze, streamed } from './mapping-fixture.ts'

describe('images', () => {
  const usage = {
    input_tokens: 10,
    output_tokens: 200,
    input_tokens_details: { image_tokens: 4, text_tokens: 6 },
    output_tokens_details: { image_tokens: 190, text_tokens: 10 },
  }

  it('tell their tokens by modality', () => {
    const { attributes } = answered('images.edit', [{ model: 'i' }], { created: 1, data: [{ b64_json: 'AAAA' }], usage })
    expect(attributes).toEqual({
      'gen_ai.operation.name': 'image_generation',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'i',
      'gen_ai.output.type': 'image',
      'gen_ai.usage.input_tokens': 10,
      'gen_ai.usage.output_tokens': 200,
      'gen_ai.usage.image.input_tokens': 4,
      'gen_ai.usage.text.input_tokens': 6,
      'gen_ai.usage.image.output_tokens': 190,
      'gen_ai.usage.text.output_tokens': 10,
      'tokenscope.outcome': 'completed',
    })
  })

  it('that are streamed come in versions, of which the last is kept', () => {
    const events = deepFreeze([
      { type: 'image_generation.partial_image', b64_json: 'AA', partial_image_index: 0 },
      { type: 'image_generation.completed', b64_json: 'AAAA', output_format: 'webp', usage },
    ])
    const { kinds, complete, generation, content } = streamed('images.generate', [{ prompt: 'a cat', stream: true }], events, {
      capture: true,
    })
    expect({ kinds, complete }).toEqual({ kinds: ['image', 'image'], complete: true })
    expect(generation.usage).toMatchObject({ outputTokens: 200, imageInputTokens: 4 })
    expect(content).toEqual({
      inputMessages: [{ role: 'user', parts: [{ type: 'text', content: 'a cat' }] }],
      outputMessages: [{ role: 'assistant', parts: [{ type: 'blob', modality: 'image', mime_type: 'image/webp', content: 'AAAA' }] }],
    })
  })
})

describe('a transcription', () => {
  const CREATE = 'audio.transcriptions.create'

  it.each([
    [
      'as JSON',
      { text: 'hello', usage: { type: 'tokens', input_tokens: 14, output_tokens: 2, input_token_details: { audio_tokens: 14 } } },
    ],
    ['as verbose JSON', { text: 'hello', duration: 3.5, segments: [] }],
    ['as a text', 'hello'],
  ])('%s has its text', (_, value) => {
    expect(answered(CREATE, [{ prompt: 'names' }], value, { capture: true }).content).toEqual({
      inputMessages: [{ role: 'user', parts: [{ type: 'text', content: 'names' }] }],
      outputMessages: [{ role: 'assistant', parts: [{ type: 'text', content: 'hello' }] }],
    })
  })

  it('counts tokens, or seconds of audio', () => {
    const tokens = answered(CREATE, [], {
      text: 'x',
      usage: { type: 'tokens', input_tokens: 14, output_tokens: 2, input_token_details: { audio_tokens: 13, text_tokens: 1 } },
    })
    expect(tokens.generation.usage).toEqual({ inputTokens: 14, outputTokens: 2, audioInputTokens: 13, textInputTokens: 1 })
    const seconds = answered(CREATE, [], { text: 'x', usage: { type: 'duration', seconds: 4 } })
    expect(seconds.generation.usage).toBeUndefined()
    expect(seconds.attributes['tokenscope.audio.duration']).toBe(4)
    expect(answered(CREATE, [], { text: 'x', duration: 3.5 }).attributes['tokenscope.audio.duration']).toBe(3.5)
  })

  it('that is streamed ends with the whole text and its usage', () => {
    const events = deepFreeze([
      { type: 'transcript.text.delta', delta: 'hel' },
      { type: 'transcript.text.delta', delta: 'lo' },
      { type: 'transcript.text.done', text: 'hello', usage: { type: 'tokens', input_tokens: 5, output_tokens: 2 } },
    ])
    const { kinds, complete, generation, content } = streamed(CREATE, [{ stream: true }], events, { capture: true })
    expect({ kinds, complete }).toEqual({ kinds: ['text', 'text', ''], complete: true })
    expect(generation.usage).toEqual({ inputTokens: 5, outputTokens: 2 })
    expect(content.outputMessages).toEqual([{ role: 'assistant', parts: [{ type: 'text', content: 'hello' }] }])
  })

  it('that broke off has what came', () => {
    const { complete, content } = streamed(CREATE, [], [{ type: 'transcript.text.delta', delta: 'hel' }], { capture: true })
    expect(complete).toBe(false)
    expect(content.outputMessages).toEqual([{ role: 'assistant', parts: [{ type: 'text', content: 'hel' }] }])
  })
})

describe('speech', () => {
  it('is a raw response that nobody reads', () => {
    const body = new Proxy(
      {},
      {
        get: () => {
          throw new Error('the body was touched')
        },
      },
    )
    expect(answered('audio.speech.create', [{ model: 't' }], body, { capture: true }).attributes).toEqual({
      'gen_ai.operation.name': 'speech',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 't',
      'gen_ai.output.type': 'speech',
      'tokenscope.outcome': 'completed',
    })
  })

  it('as events is audio, with its usage at the end', () => {
    const { kinds, complete, generation } = streamed(
      'audio.speech.create',
      [],
      [
        { type: 'speech.audio.delta', audio: 'AAAA' },
        { type: 'speech.audio.done', usage: { input_tokens: 3, output_tokens: 40 } },
      ],
    )
    expect({ kinds, complete, usage: generation.usage }).toEqual({
      kinds: ['audio', ''],
      complete: true,
      usage: { inputTokens: 3, outputTokens: 40 },
    })
  })
})

describe('moderations and embeddings', () => {
  it('tell the model that answered, and never the verdict or the vectors', () => {
    expect(
      answered('moderations.create', [{ input: 'x' }], { id: 'modr-1', model: 'omni', results: [{ flagged: true }] }).attributes,
    ).toEqual({
      'gen_ai.operation.name': 'moderation',
      'gen_ai.provider.name': 'openai',
      'gen_ai.response.id': 'modr-1',
      'gen_ai.response.model': 'omni',
      'tokenscope.outcome': 'completed',
    })
    const vectors = {
      object: 'list',
      model: 'e-2',
      data: [{ embedding: 'AAAA' }],
      usage: { prompt_tokens: 3, total_tokens: 3, completion_tokens: 0 },
    }
    expect(answered('embeddings.create', [{ model: 'e' }], vectors).attributes).toEqual({
      'gen_ai.operation.name': 'embeddings',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'e',
      'gen_ai.response.model': 'e-2',
      'gen_ai.usage.input_tokens': 3,
      'tokenscope.outcome': 'completed',
    })
  })
})

describe('content of images, transcriptions and moderations', () => {
  it('is not kept where it is not captured', () => {
    expect(answered('images.generate', [{ prompt: 'x' }], { data: [{ b64_json: 'AAAA' }] }).content).toEqual({})
    expect(answered('audio.transcriptions.create', [{ prompt: 'x' }], { text: 'x' }).content).toEqual({})
    expect(answered('moderations.create', [{ input: 'x' }], {}).content).toEqual({})
    expect(streamed('audio.transcriptions.create', [], [{ type: 'transcript.text.done', text: 'x' }]).content).toEqual({})
    expect(streamed('images.generate', [], [{ type: 'image_generation.completed', b64_json: 'AAAA' }]).content).toEqual({})
  })
})
