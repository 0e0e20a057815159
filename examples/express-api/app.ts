import { once } from 'node:events'
import express, { type Express } from 'express'
import type OpenAI from 'openai'
import { InvalidRequest, sendError } from './errors.ts'
import { traceRequests } from './trace-requests.ts'

/** The API: `POST /ask` with `{"question": "…"}` answers with the model's words as they come. */
export function createApp(client: OpenAI, model: string): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(traceRequests())
  app.use(express.json({ limit: '32kb' }))

  app.post('/ask', async (request, response) => {
    const { question } = (request.body ?? {}) as { question?: unknown }
    if (typeof question !== 'string' || question.trim() === '') {
      throw new InvalidRequest('question is missing: send {"question": "…"} as application/json.')
    }
    // Whoever asked has gone: the model need not go on, and nobody pays for words that nobody reads.
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    const stream = await client.chat.completions.create(
      { model, messages: [{ role: 'user', content: question }], stream: true, stream_options: { include_usage: true } },
      { signal: gone.signal },
    )
    response.type('text/plain')
    for await (const chunk of stream) {
      const isTaken = response.write(chunk.choices[0]?.delta?.content ?? '')
      // A caller that reads slowly is waited for: what it has not read would fill the memory.
      if (!isTaken) await once(response, 'drain', { signal: gone.signal })
    }
    response.end()
  })

  app.use(sendError)
  return app
}
