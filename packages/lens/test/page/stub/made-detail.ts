import {
  ATTR_ATTEMPT_COUNT,
  ATTR_CHUNK_COUNT,
  ATTR_CHUNK_KIND,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_METHOD,
  ATTR_OFFSET,
  ATTR_OFFSET_END,
  ATTR_OUTCOME,
  ATTR_STALL_DURATION,
  EVENT_FIRST_TOKEN,
  EVENT_LAST_TOKEN,
  EVENT_STALL,
  EVENT_TOKENS,
} from '@tokenscope/semconv'
import type { CallDetail, CallSummary, SpanEvent, SpanSummary, TokenRun } from '../../../src/api/index.ts'
import { hex } from './made-calls.ts'
import { createRandom } from './random.ts'

/** All that is known of a made call; `runs` is how many token events it has. */
export function madeDetail(summary: CallSummary, { runs = 32 }: { runs?: number } = {}): CallDetail {
  const random = createRandom(summary.startMs)
  const first = summary.timeToFirstToken
  const end = summary.durationSeconds
  const backoff = summary.attemptCount > 1 ? Math.min(0.2, (first ?? end) * 0.4) : 0
  const stalls =
    first === null
      ? []
      : Array.from({ length: summary.stallCount }, (_, index) => ({
          offset: first + (end - first) * (0.35 + index * 0.3),
          seconds: Math.min(2.3, (end - first) * 0.2),
        }))
  const tokens = first === null ? [] : madeRuns(first, end - 0.01, { summary, runs, stalls, random })
  const waiting = first === null ? null : backoff > 0 ? backoff + 0.06 : first * 0.3
  return {
    summary,
    timeline: {
      tokens,
      firstToken: first,
      lastToken: first === null ? null : end - 0.01,
      stalls,
      retries: backoff > 0 ? [{ attempt: 1, offset: 0.05, backoff, status: 429, errorType: 'rate_limit_exceeded' }] : [],
    },
    split: {
      waiting,
      prefill: first === null ? null : first - waiting!,
      decode: first === null ? null : end - 0.01 - first,
      source: first === null ? 'none' : summary.provider === 'vllm' ? 'server' : 'stream',
    },
    usage: {
      inputTokens: summary.inputTokens,
      outputTokens: summary.outputTokens,
      cachedInputTokens: summary.inputTokens === null ? null : Math.floor(summary.inputTokens * 0.6),
      cacheWriteInputTokens: null,
      reasoningTokens: summary.outputTokens === null ? null : Math.floor(summary.outputTokens * 0.25),
      audioInputTokens: null,
      audioOutputTokens: null,
      source: 'usage',
      energyJoules: summary.provider === 'vllm' ? 184.2 : null,
      gpuSeconds: summary.provider === 'vllm' ? 1.12 : null,
    },
    finishReasons: summary.outcome === 'completed' ? ['stop'] : [],
    attributes: {
      [ATTR_GEN_AI_REQUEST_MODEL]: summary.model,
      [ATTR_METHOD]: 'chat.completions.create',
      [ATTR_OUTCOME]: summary.outcome,
      [ATTR_ATTEMPT_COUNT]: summary.attemptCount,
      'server.address': 'llm.internal',
      'server.port': 8000,
    },
    events: toEvents(tokens, stalls),
    resource: { 'service.name': summary.service, 'service.version': '1.4.2', 'host.name': 'app-7' },
    scope: { name: '@tokenscope/openai', version: '0.1.0' },
    status:
      summary.outcome === 'completed'
        ? { code: 'unset', message: null }
        : { code: 'error', message: `The call ended as ${summary.outcome}.` },
    spans: madeSpans(summary),
    logs: [],
    clockSkew: false,
    jaegerUrl: `http://127.0.0.1:16686/trace/${summary.traceId}`,
    gpu: summary.provider === 'vllm' ? madeGpuWindow(summary) : null,
    content: null,
  }
}

interface RunOptions {
  readonly summary: CallSummary
  readonly runs: number
  readonly stalls: readonly { readonly offset: number; readonly seconds: number }[]
  readonly random: () => number
}

function madeRuns(from: number, to: number, { summary, runs, stalls, random }: RunOptions): TokenRun[] {
  const chunks = Math.max(runs, summary.outputTokens ?? runs)
  const step = (to - from) / runs
  const made: TokenRun[] = []
  for (let index = 0; index < runs; index++) {
    const start = from + index * step
    const length = chunks > runs ? step * (0.75 + random() * 0.2) : 0
    const share = index / runs
    const kind = share < 0.25 ? 'reasoning' : share > 0.85 && summary.service === 'assistant' ? 'tool_call' : 'text'
    if (stalls.some(({ offset, seconds }) => start + length > offset && start < offset + seconds)) continue
    made.push({
      offset: start,
      offsetEnd: start + length,
      kind,
      kinds: [kind],
      chunks: Math.round(chunks / runs),
      tokens: (summary.outputTokens ?? runs) / runs,
    })
  }
  return made
}

function toEvents(tokens: readonly TokenRun[], stalls: RunOptions['stalls']): SpanEvent[] {
  if (tokens.length === 0) return []
  const events = [
    { name: EVENT_FIRST_TOKEN, offset: tokens[0]!.offset, attributes: { [ATTR_OFFSET]: tokens[0]!.offset } },
    ...tokens.map(({ offset, offsetEnd, kinds, chunks }) => ({
      name: EVENT_TOKENS,
      offset,
      attributes: { [ATTR_OFFSET]: offset, [ATTR_OFFSET_END]: offsetEnd, [ATTR_CHUNK_KIND]: kinds, [ATTR_CHUNK_COUNT]: chunks },
    })),
    ...stalls.map(({ offset, seconds }) => ({ name: EVENT_STALL, offset, attributes: { [ATTR_STALL_DURATION]: seconds } })),
    { name: EVENT_LAST_TOKEN, offset: tokens.at(-1)!.offsetEnd, attributes: {} },
  ]
  return events.sort((a, b) => a.offset - b.offset)
}

function madeSpans({ traceId, spanId, durationSeconds, name, service, outcome }: CallSummary): SpanSummary[] {
  const root = hex(Number.parseInt(traceId.slice(0, 6), 16), 16)
  const tool = hex(Number.parseInt(traceId.slice(6, 12), 16), 16)
  const of = (more: Partial<SpanSummary>): SpanSummary => ({
    spanId: root,
    parentSpanId: null,
    depth: 0,
    name: 'POST /answer',
    kind: 'server',
    service,
    offset: -0.08,
    durationSeconds: durationSeconds + 0.5,
    failed: outcome !== 'completed',
    isCall: false,
    parentMissing: false,
    ...more,
  })
  return [
    of({}),
    of({
      spanId: hex(3, 16),
      parentSpanId: root,
      depth: 1,
      name: 'retrieve passages',
      kind: 'internal',
      offset: -0.07,
      durationSeconds: 0.06,
      failed: false,
    }),
    of({ spanId, parentSpanId: root, depth: 1, name, kind: 'client', offset: 0, durationSeconds, isCall: true }),
    of({
      spanId: tool,
      parentSpanId: root,
      depth: 1,
      name: 'execute_tool get_weather',
      kind: 'internal',
      offset: durationSeconds + 0.01,
      durationSeconds: 0.31,
      failed: false,
    }),
  ]
}

function madeGpuWindow({ startMs, durationSeconds }: CallSummary): CallDetail['gpu'] {
  const times = Array.from({ length: Math.ceil(durationSeconds) + 4 }, (_, index) => startMs - 2000 + index * 1000)
  const of = (value: (index: number) => number): number[] => times.map((_, index) => value(index))
  return {
    fromMs: times[0]!,
    toMs: times.at(-1)!,
    gpus: [
      {
        id: '0',
        name: 'NVIDIA L4',
        service: 'gpu',
        times,
        utilization: of((index) => Math.min(1, 0.72 + 0.25 * Math.sin(index / 1.7))),
        memoryUsedBytes: of(() => 19.4e9),
        memoryTotalBytes: of(() => 24e9),
        powerWatts: of(() => 68),
        powerLimitWatts: of(() => 72),
        temperatureCelsius: of(() => 71),
        throttle: {},
      },
    ],
  }
}
