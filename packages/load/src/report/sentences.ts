import type { LoadResult } from '../run/run-load.ts'

/** `8 callers`, `2.5 requests/s`. */
export function formatLevel({ model, level }: { readonly model: 'closed' | 'open'; readonly level: number }): string {
  return model === 'open' ? `${level} requests/s` : level === 1 ? '1 caller' : `${level} callers`
}

/** Seconds as people read them; `–` of nothing. */
export function formatSeconds(seconds: number | undefined): string {
  if (seconds === undefined) return '–'
  return seconds < 0.9995 ? `${Number((seconds * 1000).toPrecision(3))} ms` : `${Number(seconds.toPrecision(3))} s`
}

/** A number with three digits that count. */
export function formatNumber(value: number | undefined): string {
  return value === undefined ? '–' : value >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
}

/** The one sentence that answers where the SLA breaks. */
export function tellBreakPoint({ plan, breakPoint, interrupted, stages }: LoadResult): string {
  const { model } = plan.stages[0]!
  const level = (value: number): string => formatLevel({ model, level: value })
  if (plan.objectives === undefined) return 'No SLA was given: --sla sla.yaml says what is owed.'
  if (breakPoint === undefined) {
    return stages.length === 0
      ? 'No stage was run to its end.'
      : 'Whether the SLA was met is not known: no stage gave figures that can be relied on.'
  }
  const { met, breached } = breakPoint
  if (breached === undefined)
    return `The SLA was met at every level, up to ${level(met!)}${interrupted ? '; the run was interrupted' : ''}.`
  if (met === undefined) return `The SLA is breached already at ${level(breached)}, the lowest level.`
  return `The SLA is met up to ${level(met)} and breaks at ${level(breached)}.`
}

/** How times were taken, in one sentence. */
export function tellMethod({ plan }: LoadResult): string {
  return plan.stages[0]!.model === 'open'
    ? 'Open model: requests start by their schedule whether or not earlier ones are answered, and times count from the scheduled start, so that waiting is not hidden (no coordinated omission).'
    : 'Closed model: each caller waits for its answer before it asks again, as a fixed number of users do. A slow server is asked less often; for traffic that does not wait, use --rate.'
}
