import { start } from '@tokenscope/node'
import { instrumentOpenAI } from '@tokenscope/openai'
import OpenAI from 'openai'
import type { RecordedSpan } from './recorded-span.ts'

/**
 * An application as a user writes it: `node chat-application.ts <calls> <model>`. It asks the model named by OPENAI_BASE_URL so many times,
 * one after the other, and prints what its SDK recorded of each call: what Jaeger has is compared with it.
 */

const toNanos = ([seconds, nanos]: readonly [number, number]): string => `${BigInt(seconds) * 1_000_000_000n + BigInt(nanos)}`

const [calls = '1', model = 'gpt-4o-mini', extra = '{}'] = process.argv.slice(2)
const spans: RecordedSpan[] = []
const telemetry = start({
  openai: false,
  gpu: false,
  spanProcessors: [
    {
      onStart: () => undefined,
      onEnd: (span) => {
        const { name, attributes } = span
        const events = span.events.map((event) => ({ name: event.name, at: toNanos(event.time), attributes: event.attributes ?? {} }))
        const { traceId } = span.spanContext()
        spans.push({ traceId, name, attributes, start: toNanos(span.startTime), end: toNanos(span.endTime), events })
      },
      forceFlush: async () => undefined,
      shutdown: async () => undefined,
    },
  ],
})
const client = instrumentOpenAI(new OpenAI({ apiKey: 'any', maxRetries: 0 }))
const answers: unknown[] = []
for (let call = 0; call < Number(calls); call++) {
  try {
    const stream = await client.chat.completions.create({
      model,
      messages: [{ role: 'user', content: 'Tell me about the sea.' }],
      stream: true,
      stream_options: { include_usage: true },
      ...(JSON.parse(extra) as object),
    })
    let last: unknown
    for await (const chunk of stream) last = chunk
    answers.push(last)
  } catch (error) {
    answers.push((error as Error).message)
  }
}
await telemetry.shutdown()
console.log(JSON.stringify({ spans, answers }))
