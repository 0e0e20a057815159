import { type Chapter, readAll } from './chapter.ts'

export const stalledChat: Chapter = {
  title: 'A chat that stalls',
  text: 'In the middle of the answer the server stands still; averages hide that, the time line does not.',
  scriptedOnly: 'a real server cannot be told to stand still',
  scripts: [{ tokens: 30, firstChunkDelayMs: 80, gapMs: 10, stalls: [{ at: 14, ms: 480 }] }],
  async run({ client, model, limit }) {
    const stream = await client.chat.completions.create({
      model,
      messages: [{ role: 'user', content: 'Tell me about patience.' }],
      stream: true,
      stream_options: { include_usage: true },
      ...limit,
    })
    await readAll(stream)
  },
}
