import type { CallPage, CallSummary } from '../api/call-summary.ts'
import { isFailed } from '../calls/is-failed.ts'
import { type CallList, compareCalls } from '../store/call-list.ts'

const MOST_OF_A_PAGE = 1_000

type Matches = (call: CallSummary) => boolean

/** One page of the calls that match the query; `slowSeconds` is where slow begins. */
export function listCalls(list: CallList, query: URLSearchParams, slowSeconds: number | null): CallPage {
  const wanted = Number(query.get('limit') ?? 100)
  const limit = Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, MOST_OF_A_PAGE) : 100
  const matches = toFilter(query, slowSeconds)
  const before = parseCursor(query.get('before'))
  const calls: CallSummary[] = []
  let total = 0
  let more = false
  for (const call of list.newestFirst()) {
    if (!matches(call)) continue
    total++
    if (before && compareCalls(call, before) >= 0) continue
    if (calls.length < limit) calls.push(call)
    else more = true
  }
  const last = calls.at(-1)
  return { calls, next: more && last ? `${last.startMs}_${last.traceId}_${last.spanId}` : null, total }
}

/** Which calls the query asks for. */
function toFilter(query: URLSearchParams, slowSeconds: number | null): Matches {
  const tests: Matches[] = []
  for (const key of ['model', 'provider', 'service', 'operation', 'verdict', 'errorType'] as const) {
    const value = query.get(key)
    if (value) tests.push((call) => call[key] === value)
  }
  const outcome = query.get('outcome')
  if (outcome === 'failed') tests.push(isFailed)
  else if (outcome) tests.push((call) => call.outcome === outcome)
  if (query.get('stalled') === '1') tests.push(({ stallCount }) => stallCount > 0)
  if (query.get('slow') === '1') tests.push(({ durationSeconds }) => slowSeconds !== null && durationSeconds >= slowSeconds)
  const text = query.get('q')?.trim().toLowerCase()
  if (text) {
    tests.push(
      (call) =>
        call.traceId.startsWith(text) || call.name.toLowerCase().includes(text) || (call.model?.toLowerCase().includes(text) ?? false),
    )
  }
  return (call) => tests.every((test) => test(call))
}

/** The last call of the page before. */
function parseCursor(text: string | null): Pick<CallSummary, 'startMs' | 'traceId' | 'spanId'> | undefined {
  const match = /^(\d+(?:\.\d+)?)_([0-9a-f]{32})_([0-9a-f]{16})$/.exec(text ?? '')
  return match ? { startMs: Number(match[1]), traceId: match[2]!, spanId: match[3]! } : undefined
}
