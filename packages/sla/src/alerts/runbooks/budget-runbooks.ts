import type { BurnRateWindow } from '../../burn-rate/windows.ts'
import { prometheusDuration } from '../../promql/prometheus-duration.ts'
import type { Runbook } from '../alert.ts'

export function burnRatePage(windows: readonly BurnRateWindow[]): Runbook {
  const meaning = `So many requests are bad that a small part of the SLO's window would use up its budget: ${speeds(windows)}. The label \`slo\` says which promise: \`error-rate\`, \`availability\`, \`response-time-p95\`, …. At least ${fewest(windows)} requests were bad, so this is no single unlucky call.`
  return { ...PAGE, meaning }
}

export function burnRateTicket(windows: readonly BurnRateWindow[]): Runbook {
  const meaning = `The budget is burning slowly, but faster than it may: ${speeds(windows)}. Nobody has to get up; at this speed the promise will be broken before its window ends.`
  return { ...TICKET, meaning }
}

/** `14.4 times too fast over the last 1h and still in the last 5m, or …`. */
function speeds(windows: readonly BurnRateWindow[]): string {
  const each = windows.map(({ factor, longSeconds, shortSeconds }) => {
    const still = shortSeconds === longSeconds ? '' : ` and still in the last ${prometheusDuration(shortSeconds)}`
    return `${factor === 1 ? 'just' : `${factor} times`} too fast over the last ${prometheusDuration(longSeconds)}${still}`
  })
  return each.join(', or ')
}

function fewest(windows: readonly BurnRateWindow[]): number {
  return Math.min(...windows.map(({ minimumBadRequests }) => minimumBadRequests))
}

const PAGE: Omit<Runbook, 'meaning'> = {
  firstFiveMinutes: [
    'Read `slo` and the model in the alert. Open the board "LLM service levels": is it one model, one service, or all?',
    'For `error-rate` and `availability`: which `error_type`? `sum by (error_type) (rate(tokenscope_client_requests_total{tokenscope_outcome=~"error|timeout"}[5m]))`.',
    'For `response-time-*`: run `tokenscope sla explain --now`, it ranks queueing, longer answers, slow first token and slow decoding by the numbers.',
    'Open three of the traces behind the link "traces": the time line shows where the time went.',
    'Was anything rolled out in the last hour? Roll it back before you understand it.',
  ],
  causes: [
    'The model server is down, restarts, or is out of GPU memory.',
    'The provider limits or fails: see LLMProviderRateLimited.',
    'More load than the GPUs can decode: requests queue, time to first token grows.',
    'Prompts or answers became longer.',
    'A GPU throttles: see GPUThrottled.',
  ],
  silence:
    'Silence by `slo_scope` and `slo` for the time of the repair, not by the name of the alert. Planned work belongs into a maintenance window.',
  escalate:
    "After 15 minutes without a cause: the team that runs the model server; for a bought model, the provider's status page and support.",
}

const TICKET: Omit<Runbook, 'meaning'> = {
  firstFiveMinutes: [
    'Open the board "LLM service levels" over seven days: since when, and did something change on that day?',
    'Compare models and services: is one of them most of the bad requests?',
    'Look at the worst hours in `tokenscope sla check sla.yaml`.',
  ],
  causes: [
    'A slow leak: memory, connections, a cache that is hit less and less.',
    'A new kind of prompt, longer than the rest.',
    'Load at peak hours that is only just too high.',
    'A target that the system never reached: then change the target, on purpose.',
  ],
  silence: 'Until the repair is rolled out, by `slo_scope` and `slo`.',
  escalate: 'In the next planning: reserve time for it before the budget is gone.',
}

export const BUDGET_EXHAUSTED: Runbook = {
  meaning:
    'Over the whole window (30 days unless `window` says otherwise) more was bad than was promised. The SLA is broken for this window.',
  firstFiveMinutes: [
    'Make sure that it is not still burning: is LLMSLOBurnRatePage or LLMSLOBurnRateTicket firing too?',
    'Print the report: `tokenscope sla check sla.yaml --format html`.',
    'Stop rollouts that are not repairs.',
  ],
  causes: [
    'One long incident: the report names the worst hours.',
    'Many small ones: look at the tickets of the window.',
    'A target tighter than the system can be.',
  ],
  silence: 'Until the incident leaves the window; the report says when that will be.',
  escalate: 'Tell those to whom the promise was made.',
}
