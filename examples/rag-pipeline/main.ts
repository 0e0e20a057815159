/** A question about a handbook: embed, retrieve, answer. One trace; spans by hand for the steps that no client makes. */
import assert from 'node:assert/strict'
import { type Span, SpanKind, type SpanOptions, SpanStatusCode, trace } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace'
import { start } from '@tokenscope/node'
import { instrumentOpenAI } from '@tokenscope/openai'
import {
  ATTR_ERROR_TYPE,
  ATTR_GEN_AI_DATA_SOURCE_ID,
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_RETRIEVAL_DOCUMENTS,
  ATTR_GEN_AI_RETRIEVAL_TOP_K,
  OPERATIONS,
} from '@tokenscope/semconv'
import { formatTrace } from '@tokenscope/testing'
import OpenAI from 'openai'
import { HANDBOOK } from './handbook.ts'
import { startScriptedServer } from './scripted-server.ts'
import { type Passage, VectorIndex } from './vector-index.ts'

const QUESTION = 'How many days do I have to send a broken kettle back?'
const PASSAGES = 2

// Without OPENAI_BASE_URL and OPENAI_API_KEY a scriptable server in this process answers.
const useRealServer = Boolean(process.env.OPENAI_BASE_URL || process.env.OPENAI_API_KEY)
const fake = useRealServer ? undefined : await startScriptedServer()
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini'
const embeddingModel = process.env.OPENAI_EMBEDDING_MODEL ?? 'text-embedding-3-small'

// Besides where OTEL_* says: kept here, to be looked at below.
const spans = new InMemorySpanExporter()
const telemetry = start({ serviceName: 'rag-pipeline', prometheus: false, spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] })
const client = instrumentOpenAI(new OpenAI(fake && { baseURL: fake.url, apiKey: 'none' }))
const tracer = trace.getTracer('rag-pipeline')

/** An instrumented call: the span `embeddings …` comes by itself. */
async function embed(texts: readonly string[]): Promise<number[][]> {
  const { data } = await client.embeddings.create({ model: embeddingModel, input: [...texts], encoding_format: 'float' })
  return data.map(({ embedding }) => embedding)
}

/** The application's own step, named as the conventions say. The call that embeds the question is its child. */
async function retrieve(index: VectorIndex, question: string): Promise<readonly Passage[]> {
  const attributes = {
    [ATTR_GEN_AI_OPERATION_NAME]: OPERATIONS.retrieval,
    [ATTR_GEN_AI_DATA_SOURCE_ID]: index.id,
    [ATTR_GEN_AI_RETRIEVAL_TOP_K]: PASSAGES,
  }
  return await inSpan(`${OPERATIONS.retrieval} ${index.id}`, { kind: SpanKind.CLIENT, attributes }, async (span) => {
    const [vector = []] = await embed([question])
    const found = index.nearest(vector, PASSAGES)
    // Ids and scores are no content; the texts would be.
    span.setAttribute(ATTR_GEN_AI_RETRIEVAL_DOCUMENTS, JSON.stringify(found.map(({ id, score }) => ({ id, score }))))
    return found
  })
}

/** Runs a step in a span of its own, which ends with it and says of which type an error was; its message may quote content. */
async function inSpan<Result>(name: string, options: SpanOptions, step: (span: Span) => Promise<Result>): Promise<Result> {
  return await tracer.startActiveSpan(name, options, async (span) => {
    try {
      return await step(span)
    } catch (error) {
      span.setAttribute(ATTR_ERROR_TYPE, error instanceof Error ? error.constructor.name : 'Error')
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  })
}

async function answer(question: string, passages: readonly Passage[]): Promise<string> {
  const known = passages.map(({ id, text }) => `[${id}] ${text}`).join('\n')
  const stream = await client.chat.completions.create({
    model,
    messages: [
      { role: 'system', content: `Answer from these passages alone, and name the one you used.\n${known}` },
      { role: 'user', content: question },
    ],
    stream: true,
    stream_options: { include_usage: true },
  })
  let text = ''
  for await (const chunk of stream) text += chunk.choices[0]?.delta?.content ?? ''
  return text
}

try {
  // Once, when the handbook changes: a trace of its own.
  const index = new VectorIndex('handbook', HANDBOOK, await embed(HANDBOOK.map(({ text }) => text)))

  const { passages, text } = await inSpan('answer a question', {}, async () => {
    const passages = await retrieve(index, QUESTION)
    return { passages, text: await answer(QUESTION, passages) }
  })

  const finished = spans.getFinishedSpans()
  const root = finished.find(({ name }) => name === 'answer a question')
  const own = finished.filter((span) => span.spanContext().traceId === root?.spanContext().traceId)
  console.log(`${text}\n`)
  console.log(
    formatTrace(own, {
      attributes: [ATTR_GEN_AI_RETRIEVAL_DOCUMENTS, 'gen_ai.usage.input_tokens', 'tokenscope.time_to_first_token'],
      events: false,
    }),
  )

  const parents = new Map(
    own.map((span) => [span.name, own.find((other) => other.spanContext().spanId === span.parentSpanContext?.spanId)?.name]),
  )
  assert.deepEqual(Object.fromEntries(parents), {
    [`embeddings ${embeddingModel}`]: 'retrieval handbook',
    'retrieval handbook': 'answer a question',
    [`chat ${model}`]: 'answer a question',
    'answer a question': undefined,
  })
  assert.ok(text.length > 0)
  if (fake) {
    assert.equal(passages[0]?.id, 'returns')
    const { messages = [] } = (fake.requests.at(-1)?.body ?? {}) as { messages?: { content: string }[] }
    assert.match(messages[0]?.content ?? '', /\[returns\] A broken kettle/, 'the model was given what was found')
  }
} finally {
  // Also after an error: the call that failed is the one to look at.
  await telemetry.shutdown()
  await fake?.close()
}
