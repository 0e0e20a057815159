import { type FakeOpenAI, startFakeOpenAI } from '@tokenscope/testing'
import { HANDBOOK } from './handbook.ts'

const DIMENSIONS = 256

/** A server in this process that embeds the handbook, then a question, then answers. Its vectors count words, so that likeness means something. */
export async function startScriptedServer(): Promise<FakeOpenAI> {
  const server = await startFakeOpenAI()
  server.enqueue({ body: embeddings(HANDBOOK.map(({ text }) => text)) })
  server.enqueue({ body: embeddings(['How many days do I have to send a broken kettle back?']) })
  server.enqueue({ text: 'You have 30 days, and we pay for the parcel [returns].', gapMs: 5, firstChunkDelayMs: 30 })
  return server
}

function embeddings(texts: readonly string[]): unknown {
  const tokens = texts.join(' ').split(' ').length
  return {
    object: 'list',
    model: 'text-embedding-3-small',
    data: texts.map((text, index) => ({ object: 'embedding', index, embedding: countWords(text) })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  }
}

function countWords(text: string): number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0)
  for (const word of text.toLowerCase().match(/[a-z0-9]{4,}/g) ?? []) {
    const place = [...word].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % DIMENSIONS, 7)
    vector[place] = (vector[place] ?? 0) + 1
  }
  return vector
}
