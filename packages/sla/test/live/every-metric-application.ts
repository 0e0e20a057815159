import { start } from '@tokenscope/node'
import { instrumentOpenAI } from '@tokenscope/openai'
import OpenAI from 'openai'

/**
 * An application on a host with a GPU, that uses what there is: `node every-metric-application.ts <nvidia-smi>`, until SIGTERM. It calls by
 * both profiles of the conventions, with prices, retries and the energy of its calls.
 */
const [command = 'nvidia-smi'] = process.argv.slice(2)
const server = new URL(process.env.OPENAI_BASE_URL ?? 'http://127.0.0.1')
const telemetry = start({
  openai: false,
  gpu: { command, intervalMs: 200, attribution: { servers: [server.host] } },
})
const prices = { 'gpt-4o-mini': { inputPerMillion: 150_000, outputPerMillion: 600_000 } }
const clients = (['v1.41', 'latest'] as const).map((semconv) =>
  instrumentOpenAI(new OpenAI({ apiKey: 'any', maxRetries: 1, timeout: 5_000 }), { semconv, prices, stallThresholdMs: 100 }),
)

async function call(client: OpenAI): Promise<void> {
  const stream = await client.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: 'Tell me about the sea.' }],
    stream: true,
    stream_options: { include_usage: true },
  })
  for await (const _ of stream);
}

const timer = setInterval(() => {
  for (const client of clients) void call(client).catch(() => undefined)
}, 250)
process.once('SIGTERM', () => {
  clearInterval(timer)
  void telemetry.shutdown().finally(() => process.exit())
})
console.log('calling', process.pid)
