import {
  ATTR_ERROR_TYPE,
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_PROVIDER_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_OUTCOME,
  ATTR_SLA_VERDICT,
  ATTR_SLA_VIOLATION,
  ATTR_TIME_TO_FIRST_TOKEN,
  INFERENCE_OPERATIONS,
  OPERATIONS,
  SLA_VIOLATIONS,
  type SlaVerdict,
} from '@tokenscope/semconv'
import { GIVEN_UP } from '../objectives/call-events.ts'
import { LEAST_VERDICT_QUANTILE, type QuantileTarget, type SlaScope } from '../targets/sla-targets.ts'
import { nanoseconds, ottlFloat, ottlString, SPAN_NANOSECONDS, spanAttribute } from './ottl.ts'

const VERDICT = spanAttribute(ATTR_SLA_VERDICT)
const VIOLATION = spanAttribute(ATTR_SLA_VIOLATION)

/** Which spans are judged: client spans of model calls that no earlier tier has judged. */
export function verdictCondition(scopes: readonly SlaScope[]): string {
  const operations = scopes.some(({ model }) => model !== undefined)
    ? [...INFERENCE_OPERATIONS, OPERATIONS.embeddings]
    : [...INFERENCE_OPERATIONS]
  const operation = operations.map((name) => `${spanAttribute(ATTR_GEN_AI_OPERATION_NAME)} == ${ottlString(name)}`).join(' or ')
  return `${VERDICT} == nil and span.kind == SPAN_KIND_CLIENT and (${operation})`
}

/** The verdict on one call, and the worst target that it missed: from mildest to worst, the last one stays. */
export function verdictStatements(scopes: readonly SlaScope[]): string[] {
  return [
    set(VERDICT, 'met', anyOf(scopes.map(selection))),
    ...scopes.flatMap((scope) => firstTokenStatements(scope)),
    ...responseTimeStatements(scopes),
    ...errorStatements(scopes),
    set(VERDICT, 'breached', `${VIOLATION} != nil`),
    `delete_matching_keys(span.attributes, "^tokenscope\\\\.sla\\\\.") where ${[...GIVEN_UP.map((outcome) => `${spanAttribute(ATTR_OUTCOME)} == ${ottlString(outcome)}`), callerFault()].join(' or ')}`,
  ]
}

function firstTokenStatements(scope: SlaScope): string[] {
  const own = spanAttribute(ATTR_TIME_TO_FIRST_TOKEN)
  const chunk = spanAttribute(ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK)
  const strictest = Math.min(...(scope.objectives.timeToFirstToken ?? []).filter(isOfEachCall).map(({ seconds }) => seconds))
  if (!Number.isFinite(strictest)) return []
  const limit = ottlFloat(strictest)
  const late = `${own} > ${limit} or (${own} == nil and ${chunk} > ${limit})`
  return [set(VIOLATION, SLA_VIOLATIONS.timeToFirstToken, both(selection(scope), late))]
}

function responseTimeStatements(scopes: readonly SlaScope[]): string[] {
  return scopes
    .flatMap((scope) => scope.objectives.responseTimes.filter(isOfEachCall).map((target) => ({ scope, ...target })))
    .sort((a, b) => a.quantile - b.quantile)
    .map(({ scope, quantile, seconds }) =>
      set(VIOLATION, SLA_VIOLATIONS.responseTime(quantile), both(selection(scope), `${SPAN_NANOSECONDS} > ${nanoseconds(seconds)}`)),
    )
}

function isOfEachCall({ quantile }: QuantileTarget): boolean {
  return quantile >= LEAST_VERDICT_QUANTILE
}

function errorStatements(scopes: readonly SlaScope[]): string[] {
  const watched = scopes.filter(({ objectives }) => objectives.errorRate !== undefined || objectives.availability !== undefined)
  if (watched.length === 0) return []
  const failed = `span.status.code == STATUS_CODE_ERROR or ${spanAttribute(ATTR_ERROR_TYPE)} != nil`
  return [set(VIOLATION, SLA_VIOLATIONS.errorRate, both(anyOf(watched.map(selection)), failed))]
}

/** What the scope selects; empty where it selects everything. */
function selection({ model, service, provider, environment }: SlaScope): string {
  const conditions: readonly (readonly [path: string, value: string | undefined])[] = [
    [spanAttribute(ATTR_GEN_AI_REQUEST_MODEL), model],
    [spanAttribute(ATTR_GEN_AI_PROVIDER_NAME), provider],
    ['resource.attributes["service.name"]', service],
    ['resource.attributes["deployment.environment.name"]', environment],
  ]
  return conditions.flatMap(([path, value]) => (value === undefined ? [] : [`${path} == ${ottlString(value)}`])).join(' and ')
}

/** 4xx but for 408 and 429: the server turned a good request away. */
function callerFault(): string {
  const status = spanAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE)
  return `(${status} >= 400 and ${status} < 500 and ${status} != 408 and ${status} != 429)`
}

function set(path: string, value: SlaVerdict | string, condition: string): string {
  return `set(${path}, ${ottlString(value)})${condition === '' ? '' : ` where ${condition}`}`
}

function both(selected: string, condition: string): string {
  if (selected === '') return condition
  return `(${selected}) and (${condition})`
}

/** Empty as soon as one of them is: that one selects everything. */
function anyOf(selections: readonly string[]): string {
  const distinct = [...new Set(selections)]
  if (distinct.includes('')) return ''
  return distinct.length === 1 ? (distinct[0] ?? '') : distinct.map((condition) => `(${condition})`).join(' or ')
}
