import type { Chapter } from './chapter.ts'

export const embeddings: Chapter = {
  title: 'Embeddings',
  text: 'Every other operation of the client is a span and a point in the metrics too.',
  scripts: [{ firstChunkDelayMs: 45 }],
  async run({ client, embeddingModel }) {
    await client.embeddings.create({ model: embeddingModel, input: ['first token', 'last token'] })
  },
}
