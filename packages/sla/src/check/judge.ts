import type { Objective } from '../objectives/objective.ts'
import { prometheusDuration } from '../promql/prometheus-duration.ts'
import { AVAILABILITY_SLICE } from '../targets/sla-targets.ts'
import type { Measure } from './measures/measure.ts'
import { plainText } from './plain-text.ts'
import type { UnknownReason, Verdict } from './sla-report.ts'

/** The numbers that a verdict is made of; undefined: there is none. */
export interface Figures {
  readonly events: number | undefined
  readonly bad: number | undefined
  readonly value: number | undefined
  readonly dataSeconds: number
  readonly windowSeconds: number
  /** Services without a bucket at the threshold. */
  readonly withoutBucket: readonly string[]
}

export interface Judgement {
  readonly verdict: Verdict
  readonly reason: UnknownReason | null
}

/** So many bad events tell of a breach even where there is little traffic; the alerts ask for as many. */
const CLEARLY_BAD = 5
/** Less of the window than this says nothing of the whole. */
const LEAST_COVERAGE = 1 / 3

/** Whether the promise was kept, or why that cannot be said. */
export function judge(measure: Measure, figures: Figures): Judgement {
  const { objective, counts } = measure
  const { budget } = objective
  if (counts === undefined || budget === undefined) return judgeLimit(measure, figures)
  const { events, bad, withoutBucket } = figures
  if (withoutBucket.length > 0) return unknown(bucketMissing(objective, withoutBucket))
  if (events === undefined) return unknown(notMeasured(measure))
  if (bad === undefined && events > 0) return unknown(bucketMissing(objective, withoutBucket))
  const needed = eventsNeeded(counts.unit, budget, figures.windowSeconds)
  const enough = events >= needed - 1e-9
  const ratio = events > 0 ? (bad ?? 0) / events : 0
  if (ratio > budget + 1e-9 && (enough || (bad ?? 0) >= CLEARLY_BAD)) return { verdict: 'breached', reason: null }
  if (!enough) return unknown(tooLittle(objective, counts.unit, events, needed))
  return coverage(figures) ?? { verdict: 'met', reason: null }
}

function judgeLimit(measure: Measure, figures: Figures): Judgement {
  const { objective, better, judged } = measure
  const { value } = figures
  if (value === undefined) return unknown(notMeasured(measure))
  const kept = better === 'lower' ? value <= objective.target : value >= objective.target
  if (!kept) return { verdict: 'breached', reason: null }
  return (judged === 'window' ? coverage(figures) : undefined) ?? { verdict: 'met', reason: null }
}

function coverage({ dataSeconds, windowSeconds }: Figures): Judgement | undefined {
  if (dataSeconds >= windowSeconds * LEAST_COVERAGE) return undefined
  const data = prometheusDuration(Math.round(dataSeconds / 60) * 60)
  return unknown({
    code: 'window-longer-than-data',
    message: `The data goes back ${data}, the window is ${prometheusDuration(windowSeconds)}: that is too little to say of the whole. So far nothing is breached.`,
    remedy: `Ask about the time that there is: --window ${data}. Prometheus keeps data as long as --storage.tsdb.retention.time says.`,
  })
}

/**
 * As many that one of them may be bad. Of slices a window holds no more than its length allows: there it is enough that half of them have
 * traffic.
 */
function eventsNeeded(unit: string, budget: number, windowSeconds: number): number {
  const needed = Math.ceil(1 / budget - 1e-9)
  return unit === 'slices of 5 minutes' ? Math.min(needed, Math.ceil(windowSeconds / AVAILABILITY_SLICE.seconds / 2)) : needed
}

function tooLittle({ words }: Objective, unit: string, events: number, needed: number): UnknownReason {
  return {
    code: 'too-little-traffic',
    message: `${Math.round(events)} ${unit} in the window; ${words} can be told from ${needed} on.`,
    remedy: 'Ask about a longer time with --window, or promise less where there is so little traffic.',
  }
}

function bucketMissing({ target }: Objective, services: readonly string[]): UnknownReason {
  const who = services.length === 0 ? 'The histogram' : `The histogram of ${plainText(services.join(', '))}`
  return {
    code: 'bucket-missing',
    message: `${who} has no bucket that ends at ${target} s, so nobody knows how many calls took longer.`,
    remedy:
      'Give the SDK the boundaries of histogram-buckets.json, which tokenscope sla generate writes; or choose a threshold that is a boundary.',
  }
}

function notMeasured({ absence }: Measure): UnknownReason {
  return {
    code: 'not-measured',
    message: `${absence.charAt(0).toUpperCase()}${absence.slice(1)}.`,
    remedy: 'Take the objective out of sla.yaml, or let the application send what it needs.',
  }
}

function unknown(reason: UnknownReason): Judgement {
  return { verdict: 'unknown', reason }
}
