import type { Generation, Usage } from '@tokenscope/core'
import type { Message } from '../content/chat-messages.ts'
import { isClientCall, responseOutput } from '../content/response-items.ts'
import { withOutput } from '../content/snapshot.ts'
import type { StreamFailure } from '../endpoints/endpoint.ts'
import { asFilledText, asList, asRecord, asText, type JsonRecord } from './json-record.ts'
import { toFailure } from './to-failure.ts'
import { toUsage } from './usage.ts'

/** What a `Response` object of the Responses API tells, copied from it. */
export interface ResponseFacts {
  readonly id: string | undefined
  readonly model: string | undefined
  readonly serviceTier: string | undefined
  readonly status: string | undefined
  readonly usage: Usage | undefined
  /** Undefined while the response is still being made in the background. */
  readonly finishReason: string | undefined
  readonly toolCallCount: number
  readonly failure: StreamFailure | undefined
  /** Only where content is captured. */
  readonly output: Message | undefined
}

/**
 * @param value what should be a response; undefined comes of anything else
 * @param fallbackStatus for servers that name none
 */
export function readResponse(value: unknown, captureContent: boolean, fallbackStatus?: string): ResponseFacts | undefined {
  const response = asRecord(value)
  if (response === undefined) return undefined
  const status = asFilledText(response.status) ?? fallbackStatus ?? (Array.isArray(response.output) ? 'completed' : undefined)
  const types = asList(response.output).map((item) => asText(asRecord(item)?.type) ?? '')
  const finishReason = finishReasonOf(status, response, types)
  return {
    id: asFilledText(response.id),
    model: asFilledText(response.model),
    serviceTier: asFilledText(response.service_tier),
    status,
    usage: toUsage(response.usage),
    finishReason,
    toolCallCount: types.filter(isToolCall).length,
    failure: status === 'failed' ? toFailure(response.error, 'response_failed') : undefined,
    output: captureContent && finishReason !== undefined ? responseOutput(response.output, finishReason) : undefined,
  }
}

/** Whether an output item is a call of a tool, by the application or by the server. */
export function isToolCall(type: string): boolean {
  return type.endsWith('_call')
}

/** Writes what inference told: all but status and failure. */
export function applyResponse(facts: ResponseFacts, generation: Generation): void {
  if (facts.id !== undefined) generation.responseId = facts.id
  generation.responseModel = facts.model
  generation.usage = facts.usage
  generation.toolCallCount = facts.toolCallCount
  if (facts.finishReason !== undefined) generation.finishReasons = [facts.finishReason]
  if (facts.output) generation.content = withOutput(generation.content, [facts.output])
}

const INCOMPLETE_REASONS: ReadonlyMap<string | undefined, string> = new Map([['max_output_tokens', 'length']])

/** The conventions' mapping of a status; a completed answer that waits for the application's tools stopped for `tool_call`. */
function finishReasonOf(status: string | undefined, response: JsonRecord, types: readonly string[]): string | undefined {
  switch (status) {
    case 'completed':
      return types.some(isClientCall) ? 'tool_call' : 'stop'
    case 'incomplete': {
      const reason = asFilledText(asRecord(response.incomplete_details)?.reason)
      return INCOMPLETE_REASONS.get(reason) ?? reason ?? 'error'
    }
    case 'failed':
    case 'cancelled':
      return 'error'
    default:
      return undefined
  }
}
