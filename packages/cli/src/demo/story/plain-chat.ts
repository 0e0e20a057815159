import type { Chapter } from './chapter.ts'

export const plainChat: Chapter = {
  title: 'A chat, not streamed',
  text: 'No tokens to see on the way, but duration, usage and rate limits all the same.',
  scripts: [{ tokens: 24, firstChunkDelayMs: 90, gapMs: 8, rateLimit: true }],
  async run({ client, model, limit }) {
    await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'Name a colour.' }], ...limit })
  },
}
