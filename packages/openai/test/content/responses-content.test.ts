import { describe, expect, it } from 'vitest'
import { answered, deepFreeze } from '../mapping/mapping-fixture.ts'
import { expectConventions } from './schemas.ts'

const CREATE = 'responses.create'

function contentOf(params: Record<string, unknown>, answer: unknown = {}): Record<string, unknown> {
  const { content } = answered(CREATE, [deepFreeze(params)], deepFreeze(answer), { capture: true })
  expectConventions(content)
  return content
}

const text = (content: string) => ({ type: 'text', content })

describe('the input of a response', () => {
  it('may be a text', () => {
    expect(contentOf({ input: 'hi' })).toEqual({ inputMessages: [{ role: 'user', parts: [text('hi')] }] })
  })

  it('keeps instructions apart from the messages', () => {
    expect(contentOf({ input: [{ role: 'system', content: 'x' }], instructions: 'be kind' })).toEqual({
      inputMessages: [{ role: 'system', parts: [text('x')] }],
      systemInstructions: [text('be kind')],
    })
  })

  it.each([
    [
      { role: 'user', content: 'hi' },
      { role: 'user', parts: [text('hi')] },
    ],
    [
      {
        type: 'message',
        role: 'user',
        content: [
          { type: 'input_text', text: 'hi' },
          { type: 'input_image', image_url: 'data:image/png;base64,iVBO' },
        ],
      },
      { role: 'user', parts: [text('hi'), { type: 'blob', modality: 'image', mime_type: 'image/png', content: 'iVBO' }] },
    ],
    [
      {
        role: 'user',
        content: [
          { type: 'input_image', file_id: 'file_1' },
          { type: 'input_file', file_url: 'https://x.org/a.pdf' },
          { type: 'input_file', file_data: 'JVBE' },
        ],
      },
      {
        role: 'user',
        parts: [
          { type: 'file', modality: 'image', file_id: 'file_1' },
          { type: 'uri', modality: 'document', uri: 'https://x.org/a.pdf' },
          { type: 'blob', modality: 'document', content: 'JVBE' },
        ],
      },
    ],
    [
      {
        type: 'message',
        id: 'm',
        role: 'assistant',
        content: [
          { type: 'output_text', text: 'a', annotations: [] },
          { type: 'refusal', refusal: 'no' },
        ],
      },
      { role: 'assistant', parts: [text('a'), { type: 'refusal', content: 'no' }] },
    ],
    [
      { type: 'function_call', id: 'fc', call_id: 'call_1', name: 'f', arguments: '{"x":1}' },
      { role: 'assistant', parts: [{ type: 'tool_call', id: 'call_1', name: 'f', arguments: { x: 1 } }] },
    ],
    [
      { type: 'function_call_output', call_id: 'call_1', output: 'sunny' },
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_1', response: 'sunny' }] },
    ],
    [
      { type: 'function_call_output', call_id: 'call_1', output: [{ type: 'input_text', text: 'sunny' }] },
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_1', response: [text('sunny')] }] },
    ],
    [
      { type: 'custom_tool_call', call_id: 'call_2', name: 'sql', input: 'SELECT' },
      { role: 'assistant', parts: [{ type: 'tool_call', id: 'call_2', name: 'sql', arguments: 'SELECT' }] },
    ],
    [
      { type: 'computer_call', call_id: 'call_3', action: { type: 'click', x: 1 } },
      { role: 'assistant', parts: [{ type: 'tool_call', id: 'call_3', name: 'computer', arguments: { type: 'click', x: 1 } }] },
    ],
    [
      { type: 'computer_call_output', call_id: 'call_3', output: { type: 'computer_screenshot', file_id: 'file_1' } },
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_3', response: { type: 'computer_screenshot', file_id: 'file_1' } }] },
    ],
    [
      { type: 'reasoning', id: 'rs', summary: [{ type: 'summary_text', text: 'hm' }], encrypted_content: 'gAAA' },
      { role: 'assistant', parts: [{ type: 'reasoning', content: 'hm' }] },
    ],
    [
      {
        type: 'reasoning',
        id: 'rs',
        summary: [{ type: 'summary_text', text: 'hm' }],
        content: [{ type: 'reasoning_text', text: 'in full' }],
      },
      { role: 'assistant', parts: [{ type: 'reasoning', content: 'in full' }] },
    ],
    [
      { type: 'web_search_call', id: 'ws', status: 'completed', action: { type: 'search', query: 'q' } },
      {
        role: 'assistant',
        parts: [
          {
            type: 'server_tool_call',
            id: 'ws',
            name: 'web_search',
            server_tool_call: { type: 'web_search_call', id: 'ws', status: 'completed', action: { type: 'search', query: 'q' } },
          },
        ],
      },
    ],
    [
      { type: 'image_generation_call', id: 'ig', status: 'completed', result: 'iVBO', output_format: 'png' },
      {
        role: 'assistant',
        parts: [
          {
            type: 'server_tool_call',
            id: 'ig',
            name: 'image_generation',
            server_tool_call: { type: 'image_generation_call', id: 'ig', status: 'completed', output_format: 'png' },
          },
          { type: 'blob', modality: 'image', mime_type: 'image/png', content: 'iVBO' },
        ],
      },
    ],
    [
      { type: 'compaction', id: 'cmp', encrypted_content: 'gAAA' },
      { role: 'assistant', parts: [{ type: 'compaction', id: 'cmp' }] },
    ],
    [
      { type: 'item_reference', id: 'msg_1' },
      { role: 'user', parts: [{ type: 'item_reference', id: 'msg_1' }] },
    ],
    [
      { type: 'something_new', a: [1] },
      { role: 'user', parts: [{ type: 'something_new', a: [1] }] },
    ],
  ])('may have the item %j', (item, expected) => {
    expect(contentOf({ input: [item] }).inputMessages).toEqual([expected])
  })

  it('names tools by kind where they have no name', () => {
    const tools = [
      { type: 'function', name: 'f', parameters: {} },
      { type: 'web_search' },
      { type: 'mcp', server_label: 'docs', headers: { authorization: 'secret' } },
    ]
    expect(contentOf({ input: '', tools }).toolDefinitions).toEqual([
      { type: 'function', name: 'f' },
      { type: 'web_search', name: 'web_search' },
      { type: 'mcp', name: 'docs' },
    ])
  })
})

describe('the output of a response', () => {
  it('is one message, whatever the number of its items', () => {
    const output = [
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 'hm' }] },
      { type: 'mcp_call', id: 'mcp', name: 'search', server_label: 'docs', arguments: '{}', output: 'found' },
      { type: 'function_call', call_id: 'call_1', name: 'f', arguments: '{}' },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'hi' }] },
    ]
    expect(contentOf({}, { status: 'completed', output }).outputMessages).toEqual([
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', content: 'hm' },
          {
            type: 'server_tool_call',
            id: 'mcp',
            name: 'search',
            server_tool_call: { type: 'mcp_call', id: 'mcp', name: 'search', server_label: 'docs', arguments: '{}', output: 'found' },
          },
          { type: 'tool_call', id: 'call_1', name: 'f', arguments: {} },
          text('hi'),
        ],
        finish_reason: 'tool_call',
      },
    ])
  })

  it('is not recorded while it is still being made', () => {
    expect(contentOf({}, { status: 'queued', output: [] })).toEqual({ inputMessages: [] })
  })
})
