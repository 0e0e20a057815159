import type { Gathered } from './gather.ts'
import { ofGroup } from './gather.ts'
import type { Labels } from './prometheus/to-samples.ts'
import { rounded } from './rounded.ts'
import type { StepReport } from './sla-report.ts'

/** The steps of one group that have data, in order; the number of a ratio follows from its counts. */
export function toHistory({ measure, events, bad, values }: Gathered, labels: Labels): StepReport[] {
  const steps = new Map<number, { events?: number; badEvents?: number; value?: number }>()
  const put = (series: Gathered['events'], name: 'events' | 'badEvents' | 'value'): void => {
    for (const [time, value] of ofGroup(series, labels)?.points ?? []) steps.set(time, { ...steps.get(time), [name]: value })
  }
  put(events, 'events')
  put(bad, 'badEvents')
  put(values, 'value')
  return [...steps]
    .sort(([a], [b]) => a - b)
    .map(([time, step]) => {
      const { events = null, badEvents = null } = step
      const value = step.value ?? ratioOf(measure.objective.slo, events, badEvents)
      return { time, events: rounded(events), badEvents: rounded(badEvents), value: rounded(value) }
    })
}

function ratioOf(slo: string, events: number | null, bad: number | null): number | null {
  if (events === null || bad === null || events <= 0) return null
  if (slo === 'error-rate') return bad / events
  return slo === 'availability' ? 1 - bad / events : null
}
