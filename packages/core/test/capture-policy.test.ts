import { afterEach, describe, expect, it } from 'vitest'
import { type Content, createCapturePolicy, hub } from '../src/index.ts'

const content: Content = {
  inputMessages: () => [{ role: 'user', parts: [{ type: 'text', content: 'my name is Ada' }] }],
  outputMessages: () => [{ role: 'assistant', parts: [{ type: 'text', content: 'hello Ada' }] }],
}
const policy = (options: Partial<Parameters<typeof createCapturePolicy>[0]>) =>
  createCapturePolicy({ captureContent: 'both', redact: undefined, maxContentLength: 1000, ...options })

describe('content capture', () => {
  afterEach(() => hub().failures.clear())

  it('does not even make the content when it is off', () => {
    let made = 0
    expect(policy({ captureContent: 'none' }).capture({ inputMessages: () => made++ })).toEqual({})
    expect(made).toBe(0)
  })

  it('redacts every text and leaves the structure', () => {
    const captured = policy({ redact: (text) => text.replaceAll('Ada', '***') }).capture(content)
    expect(captured).toEqual({
      'gen_ai.input.messages': [{ role: 'user', parts: [{ type: 'text', content: 'my name is ***' }] }],
      'gen_ai.output.messages': [{ role: 'assistant', parts: [{ type: 'text', content: 'hello ***' }] }],
    })
  })

  it('records nothing of a text whose redactor throws, and counts the failure', () => {
    const captured = policy({
      redact: () => {
        throw new Error('broken')
      },
    }).capture(content)
    expect(JSON.stringify(captured)).not.toContain('Ada')
    expect(hub().failures.get('redact')).toBe(2)
  })

  it('cuts at the length cap, says how much is gone, and keeps the JSON whole', () => {
    const long = {
      inputMessages: () => [
        {
          role: 'user',
          parts: [
            { type: 'text', content: 'x'.repeat(50) },
            { type: 'text', content: 'y' },
          ],
        },
      ],
    }
    expect(policy({ maxContentLength: 10 }).capture(long)).toEqual({
      'gen_ai.input.messages': [
        {
          role: 'user',
          parts: [
            { type: 'text', content: `${'x'.repeat(10)}…[40 characters cut]` },
            { type: 'text', content: '…[1 characters cut]' },
          ],
        },
      ],
    })
  })

  it('never cuts a character in half', () => {
    const smiles = { inputMessages: () => [{ role: 'user', parts: [{ type: 'text', content: 'ab😀cd' }] }] }
    expect(policy({ maxContentLength: 3 }).capture(smiles)).toEqual({
      'gen_ai.input.messages': [{ role: 'user', parts: [{ type: 'text', content: 'ab…[4 characters cut]' }] }],
    })
  })

  it('redacts numbers that a tool is called with, and leaves those alone that the redactor does', () => {
    const call = { type: 'tool_call', name: 'pay', arguments: { card: 4111111111111111, amount: 5 } }
    const captured = policy({ redact: (text) => text.replaceAll(/\d{8,}/g, '***') }).capture({
      outputMessages: () => [{ role: 'assistant', parts: [call] }],
    })
    expect(captured['gen_ai.output.messages']).toEqual([
      { role: 'assistant', parts: [{ type: 'tool_call', name: 'pay', arguments: { card: '***', amount: 5 } }] },
    ])
  })

  it('redacts what tool calls carry, whatever its keys are called', () => {
    const call = { type: 'tool_call', id: 'call_1', name: 'look_up', arguments: { id: 'SSN 123', type: 'secret', role: 'boss' } }
    const captured = policy({ redact: () => '***' }).capture({ outputMessages: () => [{ role: 'assistant', parts: [call] }] })
    expect(captured['gen_ai.output.messages']).toEqual([
      { role: 'assistant', parts: [{ type: 'tool_call', id: 'call_1', name: '***', arguments: { id: '***', type: '***', role: '***' } }] },
    ])
  })

  it('keeps an image whole or not at all, and the text after it', () => {
    const image = { type: 'blob', modality: 'image', content: 'x'.repeat(50) }
    const parts = [image, { type: 'text', content: 'hello' }]
    expect(policy({ maxContentLength: 10 }).capture({ inputMessages: () => [{ role: 'user', parts }] })).toEqual({
      'gen_ai.input.messages': [
        {
          role: 'user',
          parts: [
            { type: 'blob', modality: 'image', content: '…[50 characters cut]' },
            { type: 'text', content: 'hello' },
          ],
        },
      ],
    })
  })

  it('loses only the part whose maker throws', () => {
    const captured = policy({}).capture({
      ...content,
      inputMessages: () => {
        throw new Error('circular')
      },
    })
    expect(Object.keys(captured)).toEqual(['gen_ai.output.messages'])
  })

  it('survives circular content', () => {
    const loop: Record<string, unknown> = { role: 'user' }
    loop.self = loop
    expect(() => JSON.stringify(policy({}).capture({ inputMessages: () => [loop] }))).not.toThrow()
  })
})
