import type { CallSummary } from '../../../src/api/index.ts'
import { createRandom } from './random.ts'

const MODELS = [
  { model: 'Qwen3-4B-Instruct-2507', provider: 'vllm', service: 'assistant', operation: 'chat', pace: 62 },
  { model: 'gpt-5-mini', provider: 'openai', service: 'assistant', operation: 'chat', pace: 118 },
  { model: 'Qwen3-4B-Instruct-2507', provider: 'vllm', service: 'batch-summaries', operation: 'chat', pace: 44 },
  { model: 'text-embedding-3-small', provider: 'openai', service: 'search', operation: 'embeddings', pace: 0 },
] as const

/** Calls as a day of work leaves them, newest first: most are well, some slow, some stalled, some failed. */
export function madeCalls(count: number, endMs: number = Date.now()): CallSummary[] {
  const random = createRandom(7)
  let startMs = endMs
  return Array.from({ length: count }, (_, index) => {
    startMs -= random() * 1400
    return madeCall(index, startMs, random)
  })
}

function madeCall(index: number, startMs: number, random: () => number): CallSummary {
  const { model, provider, service, operation, pace } = MODELS[Math.floor(random() ** 1.4 * MODELS.length)]!
  const isChat = operation === 'chat'
  const luck = random()
  const outcome = luck < 0.965 ? 'completed' : luck < 0.98 ? 'error' : luck < 0.987 ? 'timeout' : luck < 0.994 ? 'cancelled' : 'aborted'
  const first = isChat ? 0.12 + random() ** 3 * 1.9 : null
  const outputTokens = isChat ? 20 + Math.floor(random() ** 2 * 480) : null
  const stallCount = isChat && random() > 0.96 ? 1 + Math.floor(random() * 2) : 0
  const rate = pace * (0.7 + random() * 0.5)
  const duration = isChat ? first! + outputTokens! / rate + stallCount * 2.4 : 0.03 + random() * 0.12
  const isLate = duration > 8 || (first ?? 0) > 1.5
  const isBreached = isLate || outcome === 'error' || outcome === 'timeout'
  return {
    traceId: hex(index * 2 + 1, 32),
    spanId: hex(index * 2 + 2, 16),
    startMs,
    durationSeconds: outcome === 'timeout' ? 30 : duration,
    name: `${operation} ${model}`,
    operation,
    provider,
    model,
    service,
    outcome,
    errorType: outcome === 'error' ? (random() > 0.5 ? '503' : 'rate_limit_exceeded') : outcome === 'timeout' ? 'timeout' : null,
    streaming: isChat,
    timeToFirstToken: outcome === 'error' ? null : first,
    inputTokens: outcome === 'error' ? null : 200 + Math.floor(random() * 3000),
    outputTokens: outcome === 'error' ? null : outputTokens,
    tokensPerSecond: isChat && outcome === 'completed' ? rate : null,
    stallCount,
    attemptCount: random() > 0.97 ? 2 : 1,
    cost: provider === 'openai' ? 0.0002 + random() * 0.003 : null,
    currency: provider === 'openai' ? 'USD' : null,
    verdict: isBreached ? 'breached' : 'met',
    violation: isBreached
      ? outcome !== 'completed'
        ? 'error_rate'
        : (first ?? 0) > 1.5
          ? 'time_to_first_token'
          : 'response_time_p95'
      : null,
  }
}

/** An id that looks random and is always the same. */
export function hex(seed: number, length: number): string {
  const random = createRandom(seed)
  return Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('')
}
