import { describe, expect, it } from 'vitest'
import { answered, chatChunk, deepFreeze, streamed } from '../mapping/mapping-fixture.ts'
import { expectConventions } from './schemas.ts'

const CHAT = 'chat.completions.create'

describe('the answers of a chat', () => {
  it('are one message a choice, the same streamed and whole', () => {
    const message = {
      role: 'assistant',
      content: 'hi there',
      reasoning_content: 'hm',
      refusal: null,
      tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'f', arguments: '{"x":1}' } }],
    }
    const whole = answered(CHAT, [], { choices: [{ index: 0, message, finish_reason: 'tool_calls' }] }, { capture: true }).content
    const chunks = deepFreeze([
      chatChunk({ role: 'assistant', content: '' }),
      chatChunk({ reasoning_content: 'hm' }),
      chatChunk({ content: 'hi ' }),
      chatChunk({ content: 'there' }),
      chatChunk({ tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'f', arguments: '{"x"' } }] }),
      chatChunk({ tool_calls: [{ index: 0, function: { arguments: ':1}' } }] }),
      chatChunk({}, { finish_reason: 'tool_calls' }),
    ])
    expect(streamed(CHAT, [], chunks, { capture: true }).content).toEqual(whole)
    expectConventions(whole)
    expect(whole.outputMessages).toEqual([
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', content: 'hm' },
          { type: 'text', content: 'hi there' },
          { type: 'tool_call', id: 'call_1', name: 'f', arguments: { x: 1 } },
        ],
        finish_reason: 'tool_calls',
      },
    ])
  })

  it('that are spoken have their id and transcript, never the sound', () => {
    const parts = [
      { type: 'file', modality: 'audio', file_id: 'audio_1' },
      { type: 'text', content: 'hello' },
    ]
    const chunks = [
      chatChunk({ audio: { id: 'audio_1', transcript: 'hel' } }),
      chatChunk({ audio: { transcript: 'lo', data: 'AAAA' } }),
      chatChunk({}, { finish_reason: 'stop' }),
    ]
    const choices = [
      { message: { role: 'assistant', content: null, audio: { id: 'audio_1', transcript: 'hello', data: 'AAAA' } }, finish_reason: 'stop' },
    ]
    for (const { content } of [
      streamed(CHAT, [], deepFreeze(chunks), { capture: true }),
      answered(CHAT, [], { choices }, { capture: true }),
    ]) {
      expectConventions(content)
      expect(content.outputMessages).toEqual([{ role: 'assistant', parts, finish_reason: 'stop' }])
    }
  })

  it('that refuse or answer in typed parts keep both', () => {
    const chunks = [
      chatChunk({ content: [{ type: 'text', text: 'a' }] }),
      chatChunk({ refusal: 'n' }),
      chatChunk({ refusal: 'o' }),
      chatChunk({}, { finish_reason: 'stop' }),
    ]
    const { content } = streamed(CHAT, [], deepFreeze(chunks), { capture: true })
    expectConventions(content)
    expect(content.outputMessages).toEqual([
      {
        role: 'assistant',
        parts: [
          { type: 'text', content: 'a' },
          { type: 'refusal', content: 'no' },
        ],
        finish_reason: 'stop',
      },
    ])
  })

  it('are not kept where content is not captured', () => {
    expect(streamed(CHAT, [], [chatChunk({ content: 'a' })]).content).toEqual({})
    expect(answered(CHAT, [], { choices: [{ message: { content: 'a' } }] }).content).toEqual({})
  })
})
