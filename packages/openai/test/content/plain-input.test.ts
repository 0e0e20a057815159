import { describe, expect, it } from 'vitest'
import { answered, deepFreeze } from '../mapping/mapping-fixture.ts'
import { expectConventions } from './schemas.ts'

const text = (content: string) => ({ type: 'text', content })
const IMAGE = { type: 'image_url', image_url: { url: 'https://x.org/a.png' } }

describe('an input that is no conversation', () => {
  it.each([
    ['embeddings.create', { input: 'a' }, [text('a')]],
    ['embeddings.create', { input: ['a', ''] }, [text('a'), text('')]],
    ['embeddings.create', { input: [1, 2, 3] }, [{ type: 'tokens', count: 3 }]],
    [
      'embeddings.create',
      { input: [[1, 2], [3]] },
      [
        { type: 'tokens', count: 2 },
        { type: 'tokens', count: 1 },
      ],
    ],
    ['completions.create', { prompt: ['a', 'b'] }, [text('a'), text('b')]],
    [
      'moderations.create',
      { input: [{ type: 'text', text: 'a' }, IMAGE] },
      [text('a'), { type: 'uri', modality: 'image', uri: 'https://x.org/a.png' }],
    ],
    ['images.edit', { prompt: 'a cat', image: new Uint8Array(9) }, [text('a cat')]],
    ['audio.speech.create', { input: 'say it' }, [text('say it')]],
    ['audio.translations.create', { prompt: 'names', file: {} }, [text('names')]],
  ])('of %s %j is one user message', (path, params, parts) => {
    const { content } = answered(path, [params], {}, { capture: true })
    expectConventions(content)
    expect(content.inputMessages).toEqual([{ role: 'user', parts }])
  })

  it.each(['embeddings.create', 'images.createVariation', 'moderations.create', 'audio.transcriptions.create'])(
    'of %s may be missing',
    (path) => {
      expect(answered(path, [{}], {}, { capture: true }).content).not.toHaveProperty('inputMessages')
      expect(answered(path, [], undefined, { capture: true }).content).not.toHaveProperty('inputMessages')
    },
  )

  it('of speech comes with its instructions', () => {
    expect(
      answered('audio.speech.create', [{ input: 'x', instructions: 'softly' }], {}, { capture: true }).content.systemInstructions,
    ).toEqual([text('softly')])
  })
})

describe('images of an answer', () => {
  it('are one message each, with the prompt as the model rewrote it', () => {
    const data = deepFreeze([{ b64_json: 'iVBO', revised_prompt: 'a red cat' }, { url: 'https://x.org/a.png?sig=secret' }])
    const { content } = answered('images.generate', [{ prompt: 'a cat' }], { data, output_format: 'png' }, { capture: true })
    expectConventions(content)
    expect(content.outputMessages).toEqual([
      { role: 'assistant', parts: [text('a red cat'), { type: 'blob', modality: 'image', mime_type: 'image/png', content: 'iVBO' }] },
      { role: 'assistant', parts: [{ type: 'uri', modality: 'image', uri: 'https://x.org/a.png?[redacted]' }] },
    ])
  })
})
