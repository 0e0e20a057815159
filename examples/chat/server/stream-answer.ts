import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { ATTR_ERROR_TYPE } from '@tokenscope/semconv'
import type { Chat } from '../chat.ts'
import type { Answer } from '../telemetry/answers.ts'
import { noting } from '../telemetry/call-spans.ts'
import { describeFailure } from './describe-failure.ts'
import { parseMessages } from './parse-messages.ts'
import { readJson } from './read-json.ts'

const MOST_TOKENS = 512

/**
 * `POST /api/chat`: asks the model and passes its words on as they come, as lines of JSON: `{"text"}` many times, then `{"end": true}` or
 * `{"error"}`. The header `traceparent` stands for the answer in what the page reports later. When the page goes, the call is aborted.
 */
export async function streamAnswer(chat: Chat, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const askedMs = Date.now()
  const messages = parseMessages(await readJson(request))
  const span = trace.getTracer('chat').startSpan('POST /api/chat', { kind: SpanKind.SERVER })
  const gone = new AbortController()
  response.once('close', () => {
    gone.abort()
    span.end()
  })
  const line = async (value: unknown): Promise<void> => {
    // A page that reads slowly is waited for: what it has not read would fill the memory.
    if (!response.write(`${JSON.stringify(value)}\n`)) await once(response, 'drain', { signal: gone.signal })
  }
  try {
    const { client, model, answers } = chat
    const { result: stream, span: call } = await context.with(trace.setSpan(context.active(), span), () =>
      noting(async () =>
        client.chat.completions.create(
          { model, messages, max_tokens: MOST_TOKENS, stream: true, stream_options: { include_usage: true } },
          { signal: gone.signal },
        ),
      ),
    )
    const answer: Answer = { span: call ?? span.spanContext(), askedMs }
    response.setHeader('traceparent', answers.add(answer))
    response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    for await (const chunk of stream) {
      answer.responseId ??= chunk.id
      const text = chunk.choices[0]?.delta?.content
      if (text) await line({ text })
    }
    await line({ end: true })
  } catch (error) {
    if (gone.signal.aborted) return
    span.setAttribute(ATTR_ERROR_TYPE, error instanceof Error ? error.constructor.name : 'Error')
    span.setStatus({ code: SpanStatusCode.ERROR })
    if (!response.headersSent) response.writeHead(502, { 'content-type': 'application/x-ndjson' })
    response.write(`${JSON.stringify({ error: describeFailure(error) })}\n`)
  } finally {
    response.end()
  }
}
