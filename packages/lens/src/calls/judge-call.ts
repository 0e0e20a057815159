import {
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  INFERENCE_OPERATIONS,
  OPERATIONS,
  type Outcome,
  SLA_VIOLATIONS,
  type SlaVerdict,
} from '@tokenscope/semconv'
import { LEAST_VERDICT_QUANTILE, type QuantileTarget, type SlaScope } from '@tokenscope/sla'
import type { Attributes } from '../api/call-detail.ts'
import type { CallSummary } from '../api/call-summary.ts'
import { numberOf, textOf } from './attribute-readers.ts'

/** Ends that are the caller's doing. */
const GIVEN_UP: readonly Outcome[] = ['aborted', 'cancelled', 'abandoned']

export interface Judgement {
  readonly verdict: SlaVerdict | null
  readonly violation: string | null
}

/** What of the span the verdict needs beside its row. */
export interface Judged {
  /** Under their current names. */
  readonly attributes: Attributes
  readonly environment: string | null
  readonly hasErrorStatus: boolean
}

const NONE: Judgement = { verdict: null, violation: null }

/**
 * The verdict on one call, by the rules by which the Collector finds it (`tokenscope sla generate`): `null` where no scope watches the call
 * or the caller ended it, else whether it met its targets, and the worst that it missed.
 */
export function judgeCall(call: CallSummary, { attributes, environment, hasErrorStatus }: Judged, scopes: readonly SlaScope[]): Judgement {
  const isJudged =
    call.operation !== null &&
    (INFERENCE_OPERATIONS.has(call.operation) ||
      (call.operation === OPERATIONS.embeddings && scopes.some(({ model }) => model !== undefined)))
  if (!isJudged || GIVEN_UP.includes(call.outcome) || isCallersFault(attributes)) return NONE
  const requestModel = textOf(attributes, ATTR_GEN_AI_REQUEST_MODEL)
  const watching = scopes.filter((scope) => selects(scope, call, requestModel, environment))
  if (watching.length === 0) return NONE
  const violation = worstViolation(call, hasErrorStatus || call.errorType !== null, watching)
  return { verdict: violation === null ? 'met' : 'breached', violation }
}

/** Whether the scope watches the call. */
export function selects(scope: SlaScope, call: CallSummary, requestModel: string | null, environment: string | null): boolean {
  return (
    (scope.model === undefined || scope.model === requestModel) &&
    (scope.provider === undefined || scope.provider === call.provider) &&
    (scope.service === undefined || scope.service === call.service) &&
    (scope.environment === undefined || scope.environment === environment)
  )
}

function worstViolation(call: CallSummary, failed: boolean, scopes: readonly SlaScope[]): string | null {
  if (failed && scopes.some(({ objectives }) => objectives.errorRate !== undefined || objectives.availability !== undefined)) {
    return SLA_VIOLATIONS.errorRate
  }
  const late = scopes.flatMap(({ objectives }) =>
    objectives.responseTimes.filter(isOfEachCall).filter(({ seconds }) => call.durationSeconds > seconds),
  )
  if (late.length > 0) return SLA_VIOLATIONS.responseTime(Math.max(...late.map(({ quantile }) => quantile)))
  const { timeToFirstToken } = call
  const firstTokenLate =
    timeToFirstToken !== null &&
    scopes.some(({ objectives }) => objectives.timeToFirstToken?.filter(isOfEachCall).some(({ seconds }) => timeToFirstToken > seconds))
  return firstTokenLate ? SLA_VIOLATIONS.timeToFirstToken : null
}

function isOfEachCall({ quantile }: QuantileTarget): boolean {
  return quantile >= LEAST_VERDICT_QUANTILE
}

/** 4xx but for 408 and 429: the server turned a good request away. */
function isCallersFault(attributes: Attributes): boolean {
  const status = numberOf(attributes, ATTR_HTTP_RESPONSE_STATUS_CODE)
  return status !== null && status >= 400 && status < 500 && status !== 408 && status !== 429
}
