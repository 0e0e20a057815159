import { start } from '@tokenscope/node'
import { instrumentOpenAI } from '@tokenscope/openai'
import OpenAI from 'openai'

/**
 * An application as a user writes it, that goes on until SIGTERM. It begins a call every 50 ms, however long the earlier ones take.
 */
const telemetry = start({ openai: false, gpu: false })
const client = instrumentOpenAI(new OpenAI({ apiKey: 'any', maxRetries: 0, timeout: 5_000 }))

async function call(): Promise<void> {
  const stream = await client.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: 'Tell me about the sea.' }],
    stream: true,
    stream_options: { include_usage: true },
  })
  for await (const _ of stream);
}

const timer = setInterval(() => void call().catch(() => undefined), 50)
process.once('SIGTERM', () => {
  clearInterval(timer)
  void telemetry.shutdown().finally(() => process.exit())
})
console.log('calling')
