import { type Chapter, readAll } from './chapter.ts'

export const streamedChat: Chapter = {
  title: 'A chat, streamed',
  text: 'Each chunk is on the line at the moment it arrived, reasoning apart from answer.',
  scripts: [{ reasoningTokens: 14, tokens: 34, firstChunkDelayMs: 140, gapMs: { min: 6, max: 22 } }],
  async run({ client, model, limit }) {
    const stream = await client.chat.completions.create({
      model,
      messages: [{ role: 'user', content: 'Explain time to first token to a gardener, in two sentences.' }],
      stream: true,
      stream_options: { include_usage: true },
      ...limit,
    })
    await readAll(stream)
  },
}
