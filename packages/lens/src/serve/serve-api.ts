import type { IncomingMessage, ServerResponse } from 'node:http'
import type { SlaScope } from '@tokenscope/sla'
import type { CallSummary } from '../api/call-summary.ts'
import type { LensStatus } from '../api/status.ts'
import { selects } from '../calls/judge-call.ts'
import { toCallDetail } from '../calls/to-call-detail.ts'
import { toExport } from '../calls/to-export.ts'
import type { EventHub } from '../live/event-hub.ts'
import { gpuSeries } from '../overview/gpu-overview.ts'
import { slaTiles } from '../overview/sla-tiles.ts'
import { timeAxis } from '../overview/time-axis.ts'
import { toOverview } from '../overview/to-overview.ts'
import { readBody } from '../receive/read-body.ts'
import { Refusal } from '../receive/refusal.ts'
import type { StoredSpan } from '../store/stored-span.ts'
import type { StoredTrace } from '../store/trace-store.ts'
import { decodeFile } from '../take-in/decode-json.ts'
import { type Holdings, toImportResult } from '../take-in/holdings.ts'
import { filterChoices, slowSeconds } from './filter-choices.ts'
import { listCalls } from './list-calls.ts'
import { sendJson } from './send-json.ts'

const MOST_MINUTES = 7 * 24 * 60

/** What the API answers from. */
export interface ApiContext {
  readonly holdings: Holdings
  readonly hub: EventHub
  readonly jaegerUrl: string | null
  status(): LensStatus
}

const CALL_PATH = /^\/api\/calls\/([0-9a-f]{32})\/([0-9a-f]{16})(\/export)?$/

/** Answers a request below `/api/`. Throws a {@link Refusal} or {@link Malformed} where it cannot. */
export async function serveApi(context: ApiContext, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const { holdings } = context
  const { pathname, searchParams } = url
  const method = pathname === '/api/import' ? 'POST' : 'GET'
  // A stream of events never ends: nobody could ask for its head alone.
  const takesHead = method === 'GET' && pathname !== '/api/events'
  if (request.method !== method && !(takesHead && request.method === 'HEAD')) {
    response.setHeader('allow', method)
    throw new Refusal(405, `${pathname} is asked with ${method}`)
  }
  switch (pathname) {
    case '/api/calls':
      return sendJson(
        request,
        response,
        listCalls(holdings.traces.calls, searchParams, searchParams.get('slow') === '1' ? slowSeconds(holdings) : null),
      )
    case '/api/overview':
      return sendJson(request, response, overview(holdings, searchParams))
    case '/api/gpu': {
      const axis = timeAxis(minutesOf(searchParams), Date.now())
      return sendJson(request, response, { times: axis.times, bucketSeconds: axis.bucketSeconds, gpus: gpuSeries(holdings.series, axis) })
    }
    case '/api/filters':
      return sendJson(request, response, filterChoices(holdings))
    case '/api/status':
      return sendJson(request, response, context.status())
    case '/api/events': {
      const lastEventId = request.headers['last-event-id'] ?? searchParams.get('lastEventId') ?? undefined
      if (!context.hub.add(response, String(lastEventId ?? '') || undefined))
        throw new Refusal(503, 'too many pages listen already; close some tabs')
      return undefined
    }
    case '/api/import':
      return sendJson(request, response, await importFile(holdings, request))
  }
  const [, traceId, spanId, isExport] = CALL_PATH.exec(pathname) ?? []
  if (traceId === undefined || spanId === undefined) throw new Refusal(404, `there is no ${pathname.slice(0, 100)}`)
  const { trace, span, call } = findCall(holdings, traceId, spanId)
  if (isExport === undefined) return sendJson(request, response, toCallDetail(span, call, trace, holdings.series, context.jaegerUrl))
  response.setHeader('content-disposition', `attachment; filename="trace-${traceId}.json"`)
  return sendJson(request, response, toExport(trace))
}

function findCall(holdings: Holdings, traceId: string, spanId: string): { trace: StoredTrace; span: StoredSpan; call: CallSummary } {
  const trace = holdings.traces.trace(traceId)
  const span = trace?.spans.get(spanId)
  if (!trace || !span) throw new Refusal(404, 'this call is not held (any more): it was never received, or it made room for newer ones')
  if (!span.call) throw new Refusal(404, 'this span is no call of a model')
  return { trace, span, call: span.call }
}

function overview(holdings: Holdings, query: URLSearchParams): unknown {
  const { targets, traces, series } = holdings
  const axis = timeAxis(minutesOf(query), Date.now())
  const model = query.get('model')
  const service = query.get('service')
  const calls = [...traces.calls.newestFirst()].filter((call) => (!model || call.model === model) && (!service || call.service === service))
  const isWatched = (scope: SlaScope, call: CallSummary): boolean => watches(holdings, scope, call)
  return toOverview(calls, axis, series, (ended) => (targets ? slaTiles(targets, { ended, calls }, axis, series, isWatched) : []))
}

/** Only scopes that name a model or an environment need the span itself. */
function watches({ traces }: Holdings, scope: SlaScope, call: CallSummary): boolean {
  if (scope.model === undefined && scope.environment === undefined) return selects(scope, call, null, null)
  const span = traces.trace(call.traceId)?.spans.get(call.spanId)
  return span !== undefined && selects(scope, call, span.requestModel, span.source.environment)
}

function minutesOf(query: URLSearchParams): number {
  const minutes = Number(query.get('minutes') ?? 15)
  if (Number.isFinite(minutes) && minutes > 0 && minutes <= MOST_MINUTES) return minutes
  throw new Refusal(400, `minutes: a number up to ${MOST_MINUTES} is expected, not ${String(query.get('minutes')).slice(0, 20)}`)
}

async function importFile(holdings: Holdings, request: IncomingMessage): Promise<unknown> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  // Forms of other sites can send text, never JSON.
  if (type !== 'application/json') throw new Refusal(415, 'send OTLP JSON, with content-type: application/json')
  const body = await readBody(request)
  return toImportResult(holdings.take((context, batch) => decodeFile(body, context, batch)))
}
