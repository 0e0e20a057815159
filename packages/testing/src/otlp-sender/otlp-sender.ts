import { Agent } from 'node:http'
import { type EncodedTrace, encodeTrace, stampTrace } from './encoded-trace.ts'
import { type PostOutcome, postTraces } from './post-traces.ts'
import { createRequestFrame } from './request-frame.ts'
import { type Pace, type SteadyReport, sendAtPace } from './send-at-pace.ts'
import { type SendReport, SendTally } from './send-report.ts'
import type { SentAttributes, TraceTemplate } from './trace-template.ts'

export interface OtlpSenderOptions {
  /** Address of an OTLP/HTTP receiver, without path. Of several, the first span of each trace goes to the first, the second to the second, … */
  readonly url: string | readonly string[]
  readonly templates: readonly TraceTemplate[]
  /** Attributes of the resource, such as `service.name`. */
  readonly resource?: SentAttributes
  /** Traces in one request. Default 100. */
  readonly batchSize?: number
  /** Requests in flight at most. Default 8. */
  readonly concurrency?: number
  /** Of one request. Default 30 000. */
  readonly timeoutMs?: number
}

/** Sends spans over OTLP/HTTP, fast: templates are encoded once, and ids and times are written into their bytes. */
export interface OtlpSender {
  /**
   * Sends `counts[kind]` traces of each kind, mixed, as fast as answers come. What is not accepted is counted and not sent again.
   * @throws for a kind that no template has.
   */
  send(counts: Readonly<Record<string, number>>): Promise<SendReport>
  /**
   * Sends at a steady rate, whatever the answers are. `mix` says how many of each kind one round has.
   * @throws for a kind that no template has.
   */
  sendSteadily(pace: Pace & { readonly mix: Readonly<Record<string, number>> }): Promise<SteadyReport>
  /** Closes the idle connections. */
  close(): void
}

export function createOtlpSender(options: OtlpSenderOptions): OtlpSender {
  const { resource = {}, batchSize = 100, concurrency = 8, timeoutMs = 30_000 } = options
  const urls = [options.url].flat().map((url) => new URL('/v1/traces', url))
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency })
  const frame = createRequestFrame(resource)
  const encoded = new Map(options.templates.map((template) => [template.kind, encodeTrace(template)]))

  const sendBatch = async (traces: readonly EncodedTrace[], tally: SendTally, keepIds: boolean): Promise<void> => {
    const now = Date.now()
    const stamped = traces.map((trace) => ({ kind: trace.kind, ...stampTrace(trace, now) }))
    const outcomes = await Promise.all(
      urls.map(async (url, u): Promise<PostOutcome | undefined> => {
        const spans = stamped.flatMap((trace) => trace.spans.filter((_, i) => i % urls.length === u))
        if (spans.length === 0) return undefined
        const outcome = await postTraces(url, agent, frame(spans), timeoutMs)
        tally.add(spans.length, outcome)
        return outcome
      }),
    )
    const isWhole = outcomes.every((outcome) => outcome === undefined || (outcome.result === 'accepted' && outcome.rejectedSpans === 0))
    if (isWhole) tally.addTraces(stamped, keepIds)
  }

  return {
    async send(counts) {
      const tally = new SendTally()
      const traces = shuffle(roundOf(encoded, counts))
      const batches = Array.from({ length: Math.ceil(traces.length / batchSize) }, (_, i) =>
        traces.slice(i * batchSize, (i + 1) * batchSize),
      )
      const work = async (): Promise<void> => {
        for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) await sendBatch(batch, tally, true)
      }
      await Promise.all(Array.from({ length: concurrency }, work))
      return tally
    },
    async sendSteadily({ mix, ...pace }) {
      const tally = new SendTally()
      const round = shuffle(roundOf(encoded, mix))
      let position = 0
      const nextBatch = (): EncodedTrace[] =>
        Array.from({ length: batchSize }, () => round[position++ % round.length]).filter((trace) => trace !== undefined)
      return await sendAtPace({ pace, concurrency, nextBatch, send: async (batch) => sendBatch(batch, tally, false), tally })
    },
    close: () => agent.destroy(),
  }
}

function roundOf(encoded: ReadonlyMap<string, EncodedTrace>, counts: Readonly<Record<string, number>>): EncodedTrace[] {
  return Object.entries(counts).flatMap(([kind, count]) => {
    const trace = encoded.get(kind)
    if (trace === undefined) throw new Error(`no template of the kind ${kind}; there are ${[...encoded.keys()].join(', ') || 'none'}`)
    return Array.from({ length: count }, () => trace)
  })
}

/** Mixed, so that no batch is all of one kind. */
function shuffle<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item)
}
