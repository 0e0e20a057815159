import type { Generation, RateLimit } from '@tokenscope/core'
import { ATTR_PROVIDER_PROCESSING_TIME } from '@tokenscope/semconv'
import { readHeader, readNumberHeader } from './read-header.ts'

/** Reads what the response headers tell: request id, the provider's own time, the rate limit that is left. */
export function readAnswerHeaders(headers: unknown, generation: Generation): void {
  generation.requestId = readHeader(headers, 'x-request-id')
  const processingMs = readNumberHeader(headers, 'openai-processing-ms')
  if (processingMs !== undefined) generation.setAttribute(ATTR_PROVIDER_PROCESSING_TIME, processingMs / 1000)
  const limitRequests = readNumberHeader(headers, 'x-ratelimit-limit-requests')
  const limitTokens = readNumberHeader(headers, 'x-ratelimit-limit-tokens')
  if (limitRequests === undefined && limitTokens === undefined) return
  const remainingRequests = readNumberHeader(headers, 'x-ratelimit-remaining-requests')
  const remainingTokens = readNumberHeader(headers, 'x-ratelimit-remaining-tokens')
  const rateLimit: RateLimit = {
    ...(limitRequests !== undefined && { limitRequests }),
    ...(limitTokens !== undefined && { limitTokens }),
    ...(remainingRequests !== undefined && { remainingRequests }),
    ...(remainingTokens !== undefined && { remainingTokens }),
  }
  generation.rateLimit = rateLimit
}
