import { type Chapter, readAll } from './chapter.ts'

export const retriedChat: Chapter = {
  title: 'A chat that is refused at first',
  text: 'The server answers 429 with retry-after-ms; the client waits and tries again, all within one span.',
  scriptedOnly: 'a real server cannot be told to refuse',
  scripts: [
    {
      status: 429,
      headers: { 'retry-after-ms': '180' },
      headersDelayMs: 40,
      error: { message: 'Too many requests.', code: 'rate_limit_exceeded' },
    },
    { tokens: 14, firstChunkDelayMs: 70, gapMs: 14 },
  ],
  async run({ client, model, limit }) {
    const stream = await client.chat.completions.create({
      model,
      messages: [{ role: 'user', content: 'Are you busy?' }],
      stream: true,
      stream_options: { include_usage: true },
      ...limit,
    })
    await readAll(stream)
  },
}
