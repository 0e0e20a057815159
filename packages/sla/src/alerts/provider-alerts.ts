import { endedCalls } from '../objectives/call-events.ts'
import type { RuleContext } from '../outputs/rule-context.ts'
import { allOf } from '../promql/combine.ts'
import { LABEL_ENVIRONMENT, LABEL_ERROR_TYPE, LABEL_MODEL, LABEL_PROVIDER, LABEL_SERVICE } from '../promql/labels.ts'
import type { Matcher } from '../promql/selector.ts'
import type { AlertDefinition } from './alert.ts'
import { RATE_LIMITED, TIMEOUTS } from './runbooks/error-runbooks.ts'
import type { Scenario } from './scenario.ts'
import { SUBJECT, VALUE } from './templates.ts'
import { apartBy, traffic } from './traffic.ts'

const MINUTE = 60
const LIMITED: Matcher = {
  label: LABEL_ERROR_TYPE,
  op: '=~',
  value: '429|.*(RateLimit|Quota|ResourceExhausted).*|rate_limit_exceeded|insufficient_quota',
}
const TIMED_OUT: Matcher = { label: LABEL_ERROR_TYPE, op: '=~', value: '(?i:.*(timeout|timedout|deadline).*)|408|504' }
const LIMITED_SHARE = 0.05
const LEAST_EVENTS = 5
/** Any application, also one that is in no scope. */
const ANYWHERE: RuleContext['scopes'][number] = { scope: { id: '', objectives: { responseTimes: [] } }, objectives: [] }

/** Kinds of failures that have a remedy of their own, for every application that sends calls. */
export function providerAlerts(context: RuleContext): AlertDefinition[] {
  return [rateLimited(context), timeouts(context)]
}

function rateLimited(context: RuleContext): AlertDefinition {
  const by = [LABEL_ENVIRONMENT, LABEL_PROVIDER, LABEL_MODEL]
  const short = context.seconds(5 * MINUTE)
  const window = context.seconds(10 * MINUTE)
  return {
    name: 'LLMProviderRateLimited',
    slug: 'llm-provider-rate-limited',
    group: 'symptom',
    category: 'errors',
    severity: 'warning',
    forSeconds: 5 * MINUTE,
    expr: allOf(
      `(\n${calls(by, short, [LIMITED])}\n)\n/\n(\n(\n${calls(by, short)}\n) > 0\n)\n> ${LIMITED_SHARE}`,
      `(\n${calls(by, window, [LIMITED])}\n) * ${window} >= ${LEAST_EVENTS}`,
    ),
    summary: `{{ with $labels.${LABEL_PROVIDER} }}{{ . }}{{ else }}The provider{{ end }} turns away ${VALUE.ratio} of the calls{{ with $labels.${LABEL_MODEL} }} to {{ . }}{{ end }}`,
    description: `More than 5 % of calls were rate limited over five minutes, and at least ${LEAST_EVENTS} in ten.`,
    value: VALUE.ratio,
    target: '<= 5 %',
    board: 'llm',
    traces: true,
    runbook: RATE_LIMITED,
    scenarios: scenarios(context, 'RateLimitError', [LIMITED_SHARE * 0.95, LIMITED_SHARE * 1.2, 0], 1),
  }
}

function timeouts(context: RuleContext): AlertDefinition {
  const window = context.seconds(10 * MINUTE)
  const perSecond = LEAST_EVENTS / window
  return {
    name: 'LLMTimeouts',
    slug: 'llm-timeouts',
    group: 'symptom',
    category: 'errors',
    severity: 'warning',
    forSeconds: 5 * MINUTE,
    expr: `(\n${calls([LABEL_ENVIRONMENT, LABEL_SERVICE, LABEL_MODEL], window, [TIMED_OUT])}\n) * ${window} >= ${LEAST_EVENTS}`,
    summary: `${SUBJECT}: ${VALUE.number} calls timed out in ten minutes`,
    description: 'The client gave up, or the server did: the wait is longer than the time limit of the call.',
    value: VALUE.number,
    target: `< ${LEAST_EVENTS}`,
    board: 'llm',
    traces: true,
    runbook: TIMEOUTS,
    scenarios: scenarios(context, 'APIConnectionTimeoutError', [0.09, 0.12, 0], perSecond * 10),
  }
}

function calls(by: readonly string[], windowSeconds: number, matchers: readonly Matcher[] = []): string {
  return endedCalls({ matchers, by, windowSeconds })
}

function scenarios(context: RuleContext, errorType: string, failed: readonly number[], requestsPerSecond: number): Scenario[] {
  const seconds = context.seconds(30 * MINUTE)
  const sampleSeconds = context.times.fastIntervalSeconds
  return [
    {
      name: errorType,
      ...apartBy(ANYWHERE.scope),
      sampleSeconds,
      evaluationSeconds: sampleSeconds,
      series: traffic(
        ANYWHERE,
        sampleSeconds,
        failed.map((share) => ({ seconds, requestsPerSecond, failed: share, errorType })),
      ),
      checks: failed.map((_, i) => ({ atSeconds: seconds * (i + 1), fires: i === 1 })),
    },
  ]
}
