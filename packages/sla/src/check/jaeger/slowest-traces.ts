import { ATTR_GEN_AI_REQUEST_MODEL, ATTR_OUTCOME } from '@tokenscope/semconv'
import { GIVEN_UP } from '../../objectives/call-events.ts'
import type { SlaScope } from '../../targets/sla-targets.ts'
import { plainText } from '../plain-text.ts'
import type { SlowTrace } from '../sla-report.ts'
import { createJaegerClient, type JaegerSpan } from './jaeger-client.ts'

const MOST_SERVICES = 10
const MOST_TRACES = 5
const LOOK_AT = 50
const DAY = 86_400

export interface FoundTraces {
  readonly traces: readonly SlowTrace[]
  readonly notes: readonly string[]
}

/** The slowest calls of the last day of the window, for each scope, slowest first, as Jaeger's search finds them. */
export async function slowestTraces(
  url: string,
  scopes: readonly SlaScope[],
  { start, end }: { readonly start: number; readonly end: number },
  signal?: AbortSignal,
): Promise<FoundTraces> {
  const client = createJaegerClient(url, signal)
  const services = await client.services()
  const found: SlowTrace[] = []
  const passedOver = new Set<string>()
  for (const scope of scopes) {
    const own = scope.service === undefined ? services : services.filter((name) => name === scope.service)
    for (const name of own.slice(MOST_SERVICES)) passedOver.add(name)
    const ofScope: SlowTrace[] = []
    for (const service of own.slice(0, MOST_SERVICES)) {
      const spans = await client.search({
        service,
        start: Math.max(start, end - DAY),
        end,
        // Jaeger answers with the newest that fit: asking for slow ones finds slow ones.
        minSeconds: slowFrom(scope),
        tags: scope.model === undefined ? {} : { [ATTR_GEN_AI_REQUEST_MODEL]: scope.model },
        limit: LOOK_AT,
      })
      ofScope.push(...slowestOf(spans, scope).map((trace) => ({ ...trace, url: client.linkTo(trace.traceId), scope: scope.id })))
    }
    found.push(...ofScope.sort(slowestFirst).slice(0, MOST_TRACES))
  }
  const notes =
    passedOver.size === 0
      ? []
      : [`Traces were looked for in ${MOST_SERVICES} services only, not in ${[...passedOver].slice(0, 20).join(', ')}.`]
  return { traces: found.sort(slowestFirst), notes }
}

/** Half of the tightest threshold: what is faster nobody asks about. */
function slowFrom({ objectives: { responseTimes } }: SlaScope): number {
  return responseTimes.length === 0 ? 0 : Math.min(...responseTimes.map(({ seconds }) => seconds)) / 2
}

/** One call for each trace, the slowest of it that the scope is about. */
function slowestOf(spans: readonly JaegerSpan[], { model }: SlaScope): Omit<SlowTrace, 'url' | 'scope'>[] {
  const byTrace = new Map<string, Omit<SlowTrace, 'url' | 'scope'>>()
  for (const { traceId, time, durationSeconds, service, tags } of spans) {
    const asked = tags[ATTR_GEN_AI_REQUEST_MODEL]
    if (asked === undefined || (model !== undefined && asked !== model)) continue
    // How long it took says nothing of the server: nobody waited for its end.
    if (GIVEN_UP.some((outcome) => outcome === tags[ATTR_OUTCOME])) continue
    const before = byTrace.get(traceId)
    if (before === undefined || before.durationSeconds < durationSeconds) {
      byTrace.set(traceId, { traceId, time, durationSeconds, service: plainText(service), model: plainText(asked) })
    }
  }
  return [...byTrace.values()]
}

function slowestFirst(a: SlowTrace, b: SlowTrace): number {
  return b.durationSeconds - a.durationSeconds
}
