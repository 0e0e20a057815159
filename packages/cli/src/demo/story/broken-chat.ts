import { type Chapter, readAll } from './chapter.ts'

export const brokenChat: Chapter = {
  title: 'A chat that breaks in mid-stream',
  text: 'The connection is reset while the answer comes; what had arrived is still on the line.',
  scriptedOnly: 'a real server cannot be told to break off',
  scripts: [{ tokens: 40, firstChunkDelayMs: 80, gapMs: 14, resetAt: 16 }],
  async run({ client, model, limit }) {
    const stream = await client.chat.completions.create({
      model,
      messages: [{ role: 'user', content: 'Recite something long.' }],
      stream: true,
      stream_options: { include_usage: true },
      ...limit,
    })
    await readAll(stream).catch(() => {
      // The application sees the error as it would without telemetry. It belongs to the story.
    })
  },
}
