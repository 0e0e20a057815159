import { stringify } from 'yaml'
import { RECORDS } from '../burn-rate/records.ts'
import { LABEL_SCOPE, LABEL_SLO } from '../promql/labels.ts'
import { equal, selector } from '../promql/selector.ts'
import { type QuantileList, quantileKey } from '../targets/keys/objective-keys.ts'
import { SELECTOR_KEYS } from '../targets/keys/selector-keys.ts'
import { AVAILABILITY_SLICE, type SlaScope, type SlaTargets } from '../targets/sla-targets.ts'
import { formatDuration } from '../targets/values/duration.ts'
import { toIdentifier } from '../targets/values/identifier.ts'
import { complementOf } from '../targets/values/percent.ts'
import { formatWindow } from '../targets/values/window.ts'
import { API_VERSION, OBJECTIVE_ANNOTATION, SCOPE_ANNOTATION, selectorAnnotation, VALUE_ANNOTATION } from './annotations.ts'
import { leftOutOfOpenSlo } from './left-out.ts'

/** OpenSLO documents as one text, and what they cannot say, one sentence each. */
export interface OpenSloText {
  readonly text: string
  readonly leftOut: readonly string[]
}

const ANY_SERVICE = 'llm-calls'

/**
 * The targets as OpenSLO v1: a Service for each service, an SLO for each error rate, availability and quantile. Queries ask for the series
 * that the rules of `generate` record; annotations say what each SLO is, so that `fromOpenSlo` reads it back.
 */
export function toOpenSlo(targets: SlaTargets): OpenSloText {
  const services = [...new Set(targets.scopes.map(({ service }) => service))]
  const documents = [...services.map(serviceDocument), ...targets.scopes.flatMap((scope) => sloDocuments(scope, targets.windowSeconds))]
  return {
    text: documents.map((document) => stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n'),
    leftOut: leftOutOfOpenSlo(targets),
  }
}

function serviceDocument(service: string | undefined): unknown {
  const description = service === undefined ? 'LLM calls of any service' : `LLM calls of ${service}`
  return {
    apiVersion: API_VERSION,
    kind: 'Service',
    metadata: { name: serviceName(service), displayName: service ?? 'LLM calls' },
    spec: { description },
  }
}

function serviceName(service: string | undefined): string {
  return service === undefined ? ANY_SERVICE : toIdentifier(service)
}

/** What differs between the SLOs of a scope. */
interface SloPart {
  readonly slo: string
  readonly key: string
  readonly value?: string
  readonly description: string
  readonly bad: string
  readonly total: string
  readonly objective: { readonly target: number; readonly timeSliceTarget?: number; readonly timeSliceWindow?: string }
}

function sloDocuments(scope: SlaScope, windowSeconds: number): unknown[] {
  const { availability, errorRate } = scope.objectives
  const of = [equal(LABEL_SCOPE, scope.id)]
  const calls = { bad: selector(RECORDS.errors, of), total: selector(RECORDS.requests, of) }
  const parts: SloPart[] = [...quantileParts(scope, 'responseTimes'), ...quantileParts(scope, 'timeToFirstToken')]
  if (errorRate !== undefined) {
    const description = 'Failed calls by all calls; faults of the caller and cancelled calls are in neither'
    parts.push({ slo: 'error-rate', key: 'error_rate', description, ...calls, objective: { target: complementOf(errorRate) } })
  }
  if (availability !== undefined) {
    const { seconds, successRatio } = AVAILABILITY_SLICE
    const objective = { target: availability, timeSliceTarget: successRatio, timeSliceWindow: `${seconds / 60}m` }
    parts.push({ slo: 'availability', key: 'availability', description: 'Share of good slices of time with calls', ...calls, objective })
  }
  return parts.map((part) => sloDocument(scope, windowSeconds, part))
}

function quantileParts({ id, objectives }: SlaScope, list: QuantileList): SloPart[] {
  return (objectives[list] ?? []).map(({ quantile, seconds }) => {
    const slo = `${list === 'responseTimes' ? 'response-time' : 'time-to-first-token'}-p${Math.round(quantile * 100)}`
    const of = [equal(LABEL_SCOPE, id), equal(LABEL_SLO, slo)]
    const value = formatDuration(seconds)
    const what = list === 'responseTimes' ? 'Successful calls of at most' : 'Streamed calls with a first token within'
    return {
      slo,
      key: quantileKey(list, quantile),
      value,
      description: `${what} ${value}`,
      bad: selector(RECORDS.bad, of),
      total: selector(RECORDS.events, of),
      objective: { target: quantile },
    }
  })
}

function sloDocument(scope: SlaScope, windowSeconds: number, part: SloPart): unknown {
  const { slo, key, value, description, bad, total, objective } = part
  const selectors = SELECTOR_KEYS.flatMap(({ name }) => (scope[name] === undefined ? [] : [[selectorAnnotation(name), scope[name]]]))
  const name = toIdentifier(`${scope.id} ${slo}`)
  return {
    apiVersion: API_VERSION,
    kind: 'SLO',
    metadata: {
      name,
      annotations: {
        [SCOPE_ANNOTATION]: scope.id,
        [OBJECTIVE_ANNOTATION]: key,
        ...(value !== undefined && { [VALUE_ANNOTATION]: value }),
        ...(Object.fromEntries(selectors) as Record<string, string>),
      },
    },
    spec: {
      description,
      service: serviceName(scope.service),
      indicator: {
        metadata: { name },
        spec: { ratioMetric: { counter: false, bad: prometheus(bad), total: prometheus(total) } },
      },
      timeWindow: [{ duration: formatWindow(windowSeconds), isRolling: true }],
      budgetingMethod: objective.timeSliceTarget === undefined ? 'Occurrences' : 'Timeslices',
      objectives: [objective],
    },
  }
}

function prometheus(query: string): unknown {
  return { metricSource: { type: 'Prometheus', spec: { query: `sum(${query})` } } }
}
