import { dialects } from '../dialect.ts'
import type { Script } from '../script.ts'

/** Headers of an answer: those of the dialect, the platform's, the rate limit, and the script's own, which win. */
export function answerHeaders(script: Script, requestNumber: number): Record<string, string> {
  const { headers, platformHeaders } = dialects[script.dialect ?? 'openai']
  const result: Record<string, string> = { ...headers }
  const requestId = script.requestId ?? (platformHeaders ? `req_fake_${script.seed ?? 1}_${requestNumber}` : undefined)
  if (requestId !== undefined) result['x-request-id'] = requestId
  const processingMs = script.processingMs ?? (platformHeaders ? 12 : undefined)
  if (processingMs !== undefined) result['openai-processing-ms'] = String(processingMs)
  const limit = script.rateLimit ?? platformHeaders
  if (limit !== false) Object.assign(result, rateLimitHeaders(limit === true ? {} : limit))
  for (const [name, value] of Object.entries(script.headers ?? {})) {
    if (value === null) delete result[name.toLowerCase()]
    else result[name.toLowerCase()] = value
  }
  return result
}

function rateLimitHeaders(limit: Exclude<Script['rateLimit'], boolean | undefined>): Record<string, string> {
  return {
    'x-ratelimit-limit-requests': String(limit.limitRequests ?? 500),
    'x-ratelimit-remaining-requests': String(limit.remainingRequests ?? 499),
    'x-ratelimit-reset-requests': limit.resetRequests ?? '120ms',
    'x-ratelimit-limit-tokens': String(limit.limitTokens ?? 200_000),
    'x-ratelimit-remaining-tokens': String(limit.remainingTokens ?? 199_000),
    'x-ratelimit-reset-tokens': limit.resetTokens ?? '300ms',
  }
}
