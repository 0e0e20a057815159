import { describe, expect, it } from 'vitest'
import { answered, deepFreeze, endpointOf } from '../mapping/mapping-fixture.ts'
import { expectConventions } from './schemas.ts'

const CHAT = 'chat.completions.create'

/** The content of a request, checked against the schema. */
function contentOf(params: Record<string, unknown>): Record<string, unknown> {
  const { content } = answered(CHAT, [deepFreeze(params)], {}, { capture: true })
  expectConventions(content)
  return content
}

const input = (message: Record<string, unknown>) => (contentOf({ messages: [message] }).inputMessages as unknown[])[0]
const part = (content: unknown) => (input({ role: 'user', content: [content] }) as { parts: unknown[] }).parts[0]

describe('the messages of a chat request', () => {
  it.each([
    [
      'of the system stay among the others',
      { role: 'system', content: 'be kind' },
      { role: 'system', parts: [{ type: 'text', content: 'be kind' }] },
    ],
    ['of a developer keep their role', { role: 'developer', content: '' }, { role: 'developer', parts: [{ type: 'text', content: '' }] }],
    [
      'keep the name',
      { role: 'user', name: 'Ada', content: 'hi' },
      { role: 'user', name: 'Ada', parts: [{ type: 'text', content: 'hi' }] },
    ],
    ['without content have no parts', { role: 'assistant', content: null }, { role: 'assistant', parts: [] }],
    [
      'of a tool are its answer',
      { role: 'tool', tool_call_id: 'call_1', content: 'sunny' },
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_1', response: 'sunny' }] },
    ],
    [
      'of a tool may have parts',
      { role: 'tool', tool_call_id: 'call_1', content: [{ type: 'text', text: 'sunny' }] },
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_1', response: [{ type: 'text', content: 'sunny' }] }] },
    ],
    [
      'of a legacy function are its answer',
      { role: 'function', name: 'f', content: 'sunny' },
      { role: 'function', name: 'f', parts: [{ type: 'tool_call_response', response: 'sunny' }] },
    ],
    [
      'of the assistant have reasoning, text, refusal and tool calls',
      {
        role: 'assistant',
        content: 'let me see',
        refusal: 'not that',
        reasoning_content: 'hm',
        tool_calls: [
          { id: 'call_1', type: 'function', function: { name: 'f', arguments: '{"x":1}' } },
          { id: 'call_2', type: 'custom', custom: { name: 'g', input: 'not JSON' } },
        ],
      },
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', content: 'hm' },
          { type: 'text', content: 'let me see' },
          { type: 'refusal', content: 'not that' },
          { type: 'tool_call', id: 'call_1', name: 'f', arguments: { x: 1 } },
          { type: 'tool_call', id: 'call_2', name: 'g', arguments: 'not JSON' },
        ],
      },
    ],
    [
      'of the assistant may refer to what was spoken',
      { role: 'assistant', audio: { id: 'audio_1' } },
      { role: 'assistant', parts: [{ type: 'file', modality: 'audio', file_id: 'audio_1' }] },
    ],
    [
      'of the assistant may have a legacy call',
      { role: 'assistant', content: null, function_call: { name: 'f', arguments: '[]' } },
      { role: 'assistant', parts: [{ type: 'tool_call', name: 'f', arguments: [] }] },
    ],
  ])('%s', (_, message, expected) => {
    expect(input(message)).toEqual(expected)
  })

  it.each([
    ['a text', { type: 'text', text: 'hi' }, { type: 'text', content: 'hi' }],
    [
      'an image as data',
      { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBO' } },
      { type: 'blob', modality: 'image', mime_type: 'image/png', content: 'iVBO' },
    ],
    [
      'an image by its URL',
      { type: 'image_url', image_url: { url: 'https://x.org/a.png' } },
      { type: 'uri', modality: 'image', uri: 'https://x.org/a.png' },
    ],
    [
      'an image by a signed URL, without the signature',
      { type: 'image_url', image_url: { url: 'https://user:pw@x.org/a.png?sig=secret&x=1' } },
      { type: 'uri', modality: 'image', uri: 'https://x.org/a.png?[redacted]' },
    ],
    [
      'a sound',
      { type: 'input_audio', input_audio: { data: 'UklG', format: 'wav' } },
      { type: 'blob', modality: 'audio', mime_type: 'audio/wav', content: 'UklG' },
    ],
    [
      'an mp3',
      { type: 'input_audio', input_audio: { data: 'SUQz', format: 'mp3' } },
      { type: 'blob', modality: 'audio', mime_type: 'audio/mpeg', content: 'SUQz' },
    ],
    [
      'a video',
      { type: 'video_url', video_url: { url: 'https://x.org/a.mp4' } },
      { type: 'uri', modality: 'video', uri: 'https://x.org/a.mp4' },
    ],
    ['a file by its id', { type: 'file', file: { file_id: 'file_1' } }, { type: 'file', modality: 'document', file_id: 'file_1' }],
    [
      'a file as data',
      { type: 'file', file: { file_data: 'data:application/pdf;base64,JVBE', filename: 'a.pdf' } },
      { type: 'blob', modality: 'document', mime_type: 'application/pdf', content: 'JVBE' },
    ],
    ['a refusal', { type: 'refusal', refusal: 'no' }, { type: 'refusal', content: 'no' }],
    [
      'the thoughts of Mistral',
      {
        type: 'thinking',
        thinking: [
          { type: 'text', text: 'h' },
          { type: 'text', text: 'm' },
        ],
      },
      { type: 'reasoning', content: 'hm' },
    ],
    ['a type that nobody knows', { type: 'hologram', depth: { cm: 3 } }, { type: 'hologram', depth: { cm: 3 } }],
    ['a known type that is empty', { type: 'image_url' }, { type: 'image_url' }],
    ['a name of every object', { type: 'toString', a: 1 }, { type: 'toString', a: 1 }],
  ])('may contain %s', (_, content, expected) => {
    expect(part(content)).toEqual(expected)
  })

  it.each([[undefined], [null], ['text'], [{}], [[null, 3, 'x', []]]])('may be missing or nonsense: %j', (messages) => {
    expect(contentOf({ messages })).toEqual({ inputMessages: [] })
  })

  it('are recorded as they were at the call, whatever an agent loop adds later', () => {
    const messages: Record<string, unknown>[] = [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }]
    const content = endpointOf(CHAT).content!([{ messages }])
    messages.push({ role: 'assistant', content: 'later' })
    ;(messages[0]!.content as { text: string }[])[0]!.text = 'changed'
    expect(content.inputMessages!()).toEqual([{ role: 'user', parts: [{ type: 'text', content: 'hi' }] }])
  })

  it('lose only the content where a parameter cannot be read', () => {
    const params = Object.defineProperty({}, 'messages', {
      get: () => {
        throw new Error('no')
      },
    })
    expect(endpointOf(CHAT).content!([params])).toEqual({})
  })

  it('may be circular', () => {
    const loop: Record<string, unknown> = { type: 'hologram' }
    loop.self = loop
    expect(() => endpointOf(CHAT).content!([{ messages: [{ role: 'user', content: [loop] }] }])).not.toThrow()
  })
})

describe('the tools of a chat request', () => {
  it('are recorded by kind and name, without description and parameters', () => {
    const tools = [
      { type: 'function', function: { name: 'f', description: 'secret', parameters: { type: 'object' } } },
      { type: 'custom', custom: { name: 'g' } },
    ]
    expect(contentOf({ messages: [], tools, functions: [{ name: 'old' }] }).toolDefinitions).toEqual([
      { type: 'function', name: 'f' },
      { type: 'custom', name: 'g' },
      { type: 'function', name: 'old' },
    ])
  })
})
