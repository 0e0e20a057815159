import type { CallSummary } from '../api/call-summary.ts'
import type { FilterChoices } from '../api/status.ts'
import { count } from '../overview/call-figures.ts'
import { quantile } from '../overview/quantile.ts'
import type { Holdings } from '../take-in/holdings.ts'

const MOST_CHOICES = 200

/** What the list of calls can be filtered by. */
export function filterChoices(holdings: Holdings): FilterChoices {
  const calls = [...holdings.traces.calls.newestFirst()]
  const choices = (key: 'model' | 'provider' | 'service' | 'operation' | 'outcome' | 'errorType'): string[] =>
    count(calls.map((call: CallSummary) => call[key]).filter((value) => value !== null))
      .slice(0, MOST_CHOICES)
      .map(([value]) => value)
  return {
    models: choices('model'),
    providers: choices('provider'),
    services: choices('service'),
    operations: choices('operation'),
    outcomes: choices('outcome'),
    errorTypes: choices('errorType'),
    slowSeconds: slowSeconds(holdings),
  }
}

/** From where on a call is called slow: the strictest response time of the SLA, else what the slowest twentieth of the calls took. */
export function slowSeconds({ targets, traces }: Holdings): number | null {
  const owed = targets?.scopes.flatMap(({ objectives }) => objectives.responseTimes.map(({ seconds }) => seconds)) ?? []
  if (owed.length > 0) return Math.min(...owed)
  return quantile(
    [...traces.calls.newestFirst()].map(({ durationSeconds }) => durationSeconds),
    0.95,
  )
}
