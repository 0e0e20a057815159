import { start } from '@tokenscope/node'
import { instrumentOpenAI } from '@tokenscope/openai'
import OpenAI from 'openai'

/**
 * An application under load: `node chat-load.ts <nvidia-smi> <model> all|good`. Asks the server at OPENAI_BASE_URL, one call of each kind after the
 * other, until it is told to end. What the server does with a call stands in its prompt.
 */

const [command = '', model = 'gpt-4o', kinds = 'all'] = process.argv.slice(2)
const baseURL = process.env.OPENAI_BASE_URL ?? ''
start({ openai: false, gpu: { command, intervalMs: 500, attribution: { servers: [baseURL] } } })
const client = instrumentOpenAI(new OpenAI({ apiKey: 'any', maxRetries: 2 }), {
  stallThresholdMs: kinds === 'good' ? 60_000 : 100,
  prices: { '*': { inputPerMillion: 100, outputPerMillion: 400 } },
})

async function ask(prompt: string): Promise<void> {
  const stream = await client.chat.completions.create({
    model,
    messages: [{ role: 'user', content: prompt }],
    stream: true,
    stream_options: { include_usage: true },
  })
  for await (const _ of stream) if (prompt === 'cancel') break
}

async function forEver(...prompts: readonly string[]): Promise<never> {
  for (;;) for (const prompt of prompts) await ask(prompt).catch(() => undefined)
}

console.log('running')
if (kinds === 'good') await forEver('short', 'retry')
await Promise.all([forEver('short'), forEver('short', 'stall', 'fail', 'retry'), forEver('slow', 'cut', 'cancel')])
