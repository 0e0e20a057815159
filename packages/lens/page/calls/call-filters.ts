import type { CallSummary } from '../../src/api/index.ts'
import { isFailed } from '../../src/calls/is-failed.ts'

/** What the list is narrowed to; empty strings narrow nothing. The names are those of the page's and the lens's query. */
export interface CallFilters {
  readonly q: string
  readonly model: string
  readonly outcome: string
  readonly verdict: string
  readonly service: string
  readonly errorType: string
  readonly slow: string
  readonly stalled: string
}

export const FILTER_NAMES = [
  'q',
  'model',
  'outcome',
  'verdict',
  'service',
  'errorType',
  'slow',
  'stalled',
] as const satisfies readonly (keyof CallFilters)[]

export function readFilters(query: URLSearchParams): CallFilters {
  const of = (name: string): string => query.get(name) ?? ''
  return {
    q: of('q'),
    model: of('model'),
    outcome: of('outcome'),
    verdict: of('verdict'),
    service: of('service'),
    errorType: of('errorType'),
    slow: of('slow') === '1' ? '1' : '',
    stalled: of('stalled') === '1' ? '1' : '',
  }
}

export function isNarrowed(filters: CallFilters): boolean {
  return FILTER_NAMES.some((name) => filters[name] !== '')
}

/** The lens's query for these filters. */
export function toQuery(filters: CallFilters, more: Readonly<Record<string, string>>): string {
  const chosen = FILTER_NAMES.map((name): [string, string] => [name, filters[name].trim()]).filter(([, value]) => value !== '')
  return new URLSearchParams([...chosen, ...Object.entries(more)]).toString()
}

/** Whether a call that has just arrived belongs into the list: by the same rules as the lens's. */
export function matchesFilters(call: CallSummary, filters: CallFilters, slowSeconds: number | null): boolean {
  const { model, outcome, verdict, service, errorType, slow, stalled } = filters
  const q = filters.q.trim().toLowerCase()
  return (
    (model === '' || call.model === model) &&
    (service === '' || call.service === service) &&
    (errorType === '' || call.errorType === errorType) &&
    (outcome === '' || (outcome === 'failed' ? isFailed(call) : call.outcome === outcome)) &&
    (verdict === '' || call.verdict === verdict) &&
    (slow === '' || (slowSeconds !== null && call.durationSeconds >= slowSeconds)) &&
    (stalled === '' || call.stallCount > 0) &&
    (q === '' || call.traceId.startsWith(q) || (call.model ?? '').toLowerCase().includes(q) || call.name.toLowerCase().includes(q))
  )
}
