import {
  ACTIVE_REQUESTS,
  ATTR_RATELIMIT_RESOURCE,
  RATELIMIT_REMAINING,
  REQUESTS,
  RETRIES,
  STALLS,
  toPrometheusLabel,
} from '@tokenscope/semconv'
import { DURATION_METRICS } from '../../objectives/call-events.ts'
import type { RuleContext } from '../../outputs/rule-context.ts'
import { decimal, firstOf, sumBy } from '../../promql/combine.ts'
import { histogramCount } from '../../promql/histogram.ts'
import { LABEL_ERROR_TYPE, LABEL_MODEL, LABEL_OUTCOME, LABEL_PROVIDER } from '../../promql/labels.ts'
import { type Matcher, selector } from '../../promql/selector.ts'
import { seriesOf } from '../../promql/series.ts'
import { runbookLinks, traceLinks } from '../board-links.ts'
import { BY_CALLER, CALLER_LEGEND, CHOSEN_INFERENCE, callRate, eventRateOf, failedShare, RATE, rateOf } from '../chosen-calls.ts'
import type { QueryPanel, Threshold } from '../panel.ts'
import { atMostLine } from '../target-lines.ts'
import { CHOSEN_CALLS } from '../variables.ts'

/** How many calls there are, and how they end. */

const ERROR_RUNBOOKS = ['llm-error-rate-high', 'llm-availability-low', 'llm-provider-rate-limited', 'llm-timeouts']
const WITH_ERROR: Matcher = { label: LABEL_ERROR_TYPE, op: '!=', value: '' }

export function requestStat(): QueryPanel {
  return {
    kind: 'stat',
    title: 'Requests',
    description: 'Ended calls per second that count: not those that the caller spoiled or gave up.',
    width: 4,
    height: 4,
    unit: 'reqps',
    queries: [{ expr: callRate([]), legend: 'requests' }],
    noValue: 'No calls',
  }
}

export function successStat(context: RuleContext): QueryPanel {
  return {
    kind: 'stat',
    title: 'Succeeded',
    description: 'Share of calls that did not fail, now. Faults of the caller and cancelled calls are in neither part.',
    width: 4,
    height: 4,
    unit: 'percentunit',
    max: 1,
    decimals: 2,
    queries: [{ expr: `1 -\n${failedShare([])}`, legend: 'succeeded' }],
    base: 'red',
    thresholds: allowedFailures(context).map(({ value }) => ({ value: Number(decimal(1 - value)), color: 'green' })),
    noValue: 'No calls',
  }
}

export function inFlightStat(): QueryPanel {
  return {
    kind: 'stat',
    title: 'In flight',
    description: 'Calls that have started and not ended. What rises while requests per second stay the same is a queue.',
    width: 4,
    height: 4,
    unit: 'short',
    queries: [{ expr: `sum(${selector(seriesOf(ACTIVE_REQUESTS), CHOSEN_INFERENCE)})`, legend: 'in flight' }],
    noValue: 'No calls',
  }
}

export function requestsByCaller(): QueryPanel {
  return {
    kind: 'time-series',
    title: 'Requests by service and model',
    description: 'Ended calls per second that count.',
    width: 12,
    height: 9,
    unit: 'reqps',
    min: 0,
    queries: [{ expr: callRate(BY_CALLER), legend: CALLER_LEGEND }],
    noValue: 'No calls',
  }
}

export function inFlightByCaller(): QueryPanel {
  return {
    kind: 'time-series',
    title: 'In flight by service and model',
    description: 'Calls that have started and not ended: the concurrency that the server sees from here.',
    width: 12,
    height: 9,
    unit: 'short',
    min: 0,
    queries: [{ expr: sumBy(BY_CALLER, selector(seriesOf(ACTIVE_REQUESTS), CHOSEN_INFERENCE)), legend: CALLER_LEGEND }],
    noValue: 'No calls',
  }
}

export function failedByCaller(context: RuleContext): QueryPanel {
  return {
    kind: 'time-series',
    title: 'Failed share by service and model',
    description:
      'Failed calls by all calls, with a line at the strictest error rate. 0 where none fails; nothing where there are no calls.',
    width: 12,
    height: 9,
    unit: 'percentunit',
    min: 0,
    queries: [{ expr: failedShare(BY_CALLER), legend: CALLER_LEGEND }],
    thresholds: allowedFailures(context),
    links: [...traceLinks(context, 'failed'), ...runbookLinks(context, ...ERROR_RUNBOOKS)],
    noValue: 'No calls',
  }
}

export function outcomes(context: RuleContext): QueryPanel {
  return {
    kind: 'time-series',
    title: 'How calls ended',
    description:
      'By outcome: completed, error, timeout, truncated; aborted, cancelled and abandoned were the application’s own doing and count for nothing.',
    width: 12,
    height: 9,
    unit: 'reqps',
    min: 0,
    stacked: true,
    queries: [{ expr: rateOf(REQUESTS, [LABEL_OUTCOME], CHOSEN_INFERENCE), legend: `{{${LABEL_OUTCOME}}}` }],
    links: runbookLinks(context, ...ERROR_RUNBOOKS),
    noValue: 'No calls',
  }
}

export function errorTypes(context: RuleContext): QueryPanel {
  const by = [LABEL_ERROR_TYPE, ...BY_CALLER]
  const matchers = [...CHOSEN_INFERENCE, WITH_ERROR]
  // Other SDKs count errors in the histogram of durations alone.
  const errorRates = firstOf(
    rateOf(REQUESTS, by, matchers),
    histogramCount({ metrics: DURATION_METRICS, matchers, by, windowSeconds: RATE }),
  )
  return {
    kind: 'time-series',
    title: 'Errors by type',
    description: 'What reached the application, by class or HTTP status. Empty while nothing fails.',
    width: 12,
    height: 9,
    unit: 'reqps',
    min: 0,
    queries: [
      {
        expr: errorRates,
        legend: `{{${LABEL_ERROR_TYPE}}} ${CALLER_LEGEND}`,
      },
    ],
    links: [...traceLinks(context, 'failed'), ...runbookLinks(context, ...ERROR_RUNBOOKS)],
    noValue: 'No errors',
  }
}

export function retries(context: RuleContext): QueryPanel {
  return {
    kind: 'time-series',
    title: 'Retries by service and model',
    description: 'Attempts that failed and were tried again by the client. They make calls slow before they make them fail.',
    width: 12,
    height: 9,
    unit: 'suffix:/s',
    min: 0,
    queries: [{ expr: eventRateOf(RETRIES), legend: CALLER_LEGEND }],
    links: [...traceLinks(context, 'all'), ...runbookLinks(context, 'llm-provider-rate-limited')],
    noValue: 'No calls',
  }
}

export function stalls(context: RuleContext): QueryPanel {
  return {
    kind: 'time-series',
    title: 'Stalls by service and model',
    description: 'Times that a stream stood still for longer than the stall threshold (2 s unless the application says otherwise).',
    width: 12,
    height: 9,
    unit: 'suffix:/s',
    min: 0,
    queries: [{ expr: eventRateOf(STALLS), legend: CALLER_LEGEND }],
    links: traceLinks(context, 'all'),
    noValue: 'No calls',
  }
}

export function rateLimitLeft(context: RuleContext): QueryPanel {
  const resource = toPrometheusLabel(ATTR_RATELIMIT_RESOURCE)
  return {
    kind: 'time-series',
    title: 'Rate limit left',
    description:
      'Share of the provider’s limit that is left, by the last response: the lowest of all processes. Only of providers that send it.',
    width: 12,
    height: 9,
    unit: 'percentunit',
    min: 0,
    max: 1,
    base: 'red',
    thresholds: [{ value: 0.1, color: 'green' }],
    queries: [
      {
        expr: `min by (${[LABEL_PROVIDER, LABEL_MODEL, resource].join(', ')}) (${selector(seriesOf(RATELIMIT_REMAINING), CHOSEN_CALLS)})`,
        legend: `{{${LABEL_PROVIDER}}} {{${LABEL_MODEL}}} {{${resource}}}`,
      },
    ],
    links: runbookLinks(context, 'llm-provider-rate-limited'),
    noValue: 'No provider sends its limits',
  }
}

function allowedFailures(context: RuleContext): Threshold[] {
  return atMostLine(context, ({ errorRate }) => errorRate)
}
