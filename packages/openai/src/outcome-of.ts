import type { Outcome } from '@tokenscope/semconv'
import { errorClassName } from './client/class-names.ts'

/** Error classes of the SDK and of the platform that are not failures of the server. */
const OUTCOME_BY_CLASS: Readonly<Record<string, Outcome>> = {
  APIUserAbortError: 'aborted',
  AbortError: 'aborted',
  APIConnectionTimeoutError: 'timeout',
  TimeoutError: 'timeout',
}

/** How a call ended that threw `error`. Every `openai` error has the name "Error", so its class is asked first. */
export function outcomeOf(error: unknown): Outcome {
  try {
    if (typeof error !== 'object' || error === null) return 'error'
    const { name } = error as { name?: unknown }
    return OUTCOME_BY_CLASS[errorClassName(error) ?? ''] ?? (typeof name === 'string' ? OUTCOME_BY_CLASS[name] : undefined) ?? 'error'
  } catch {
    return 'error'
  }
}
