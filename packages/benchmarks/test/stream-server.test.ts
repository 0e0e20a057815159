import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import OpenAI from 'openai'
import { expect, test } from 'vitest'

const SERVER = join(import.meta.dirname, '../src/load/stream-server-command.ts')

test('the server of the load benchmark streams whole answers over one connection, and knows when it sent them', async () => {
  const server = spawn(process.execPath, [SERVER, '2000', '40'], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [url] = (await once(createInterface({ input: server.stdout }), 'line')) as [string]
    const client = new OpenAI({ apiKey: 'sk-not-a-key', baseURL: `${url}/v1`, maxRetries: 0 })
    // The second body is longer than what a socket hands over at once.
    for (const content of ['Count.', 'Count. '.repeat(40_000)]) {
      const stream = await client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content }], stream: true })
      const chunks: OpenAI.ChatCompletionChunk[] = []
      for await (const chunk of stream) chunks.push(chunk)
      expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(' word'.repeat(40))
      expect(chunks.map(({ choices }) => choices[0]?.finish_reason).filter(Boolean)).toEqual(['stop'])
      expect(chunks.at(-1)?.usage?.completion_tokens).toBe(40)
    }
    const ask = async (): Promise<{ firstChunkMs: number[]; answerMs: number[] }> => (await fetch(`${url}/stats`)).json() as never
    const { firstChunkMs, answerMs } = await ask()
    expect([firstChunkMs.length, answerMs.length]).toEqual([2, 2])
    // By its own clock: no first chunk before its 50 ms, no answer before its chunks were due.
    expect(Math.min(...firstChunkMs)).toBeGreaterThanOrEqual(50)
    expect(Math.min(...answerMs.map((ms, i) => ms - firstChunkMs[i]!))).toBeGreaterThan(0)
    expect(await ask()).toEqual({ firstChunkMs: [], answerMs: [] })
  } finally {
    server.kill()
  }
})
