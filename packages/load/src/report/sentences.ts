import { isJudged } from '../run/break-point.ts'
import type { LoadResult, StageResult } from '../run/run-load.ts'

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

/** The sentences that answer where the SLA breaks. */
export function tellBreakPoint({ plan, breakPoint, interrupted, stages }: LoadResult): string {
  const { model } = plan.stages[0]!
  const level = (value: number): string => formatLevel({ model, level: value })
  const cut = interrupted ? ' The run was interrupted.' : ''
  if (plan.objectives === undefined) return `No SLA was given: --sla sla.yaml says what is owed.${cut}`
  if (breakPoint === undefined) {
    const why =
      stages.length === 0 ? 'No stage was run to its end.' : 'Whether the SLA was met is not known: no stage could be judged by it.'
    return why + cut
  }
  const { met, breached } = breakPoint
  if (breached === undefined) {
    const unknown = unjudgedLevels(stages)
    if (unknown.length === 0) return `The SLA was met at every level${interrupted ? ' that was run' : ''}, up to ${level(met!)}.${cut}`
    return `The SLA was met up to ${level(met!)}; at ${unknown.map(level).join(', ')} it is not known.${cut}`
  }
  const higher = stages.filter((stage) => isJudged(stage) && stage.verdict.verdict === 'met' && stage.figures.stage.level > breached)
  const odd =
    higher.length === 0
      ? ''
      : ` But it was met at ${level(higher.at(-1)!.figures.stage.level)} again: chance, or something else than load, is in these figures; give --duration more time.`
  const where =
    met === undefined
      ? `The SLA is breached already at ${level(breached)}, the lowest level.`
      : `The SLA is met up to ${level(met)} and breaks at ${level(breached)}.`
  return where + odd + cut
}

/** Levels of which nothing is known, of the SLA's own. */
function unjudgedLevels(stages: readonly StageResult[]): number[] {
  return stages.filter((stage) => !isJudged(stage)).map(({ figures }) => figures.stage.level)
}

/** Which levels were measured longer than the others, and why; undefined where none was. */
export function tellTwice({ plan, stages }: LoadResult): string | undefined {
  const twice = stages.filter(({ figures }) => figures.seconds > plan.stageSeconds).map(({ figures }) => formatLevel(figures.stage))
  return twice.length === 0 ? undefined : `Measured twice, because most requests were good when the SLA first broke: ${twice.join(', ')}.`
}

/** What too few answers cannot show, in one sentence; undefined where there were enough. */
export function tellTooFew({
  plan: {
    objectives,
    stages: [first],
  },
  stages,
}: LoadResult): string | undefined {
  if (objectives === undefined || first === undefined) return undefined
  const quantiles = [...objectives.responseTimes, ...(objectives.timeToFirstToken ?? [])].map(({ quantile }) => quantile)
  const needed = Math.ceil(
    Math.max(
      0,
      ...[...quantiles.map((quantile) => 1 - quantile), objectives.errorRate ?? 1]
        .filter((share) => share > 0)
        .map((share) => 1 / share - 1e-9),
    ),
  )
  const few = stages.filter((stage) => stage.verdict.verdict === 'met' && isJudged(stage) && stage.figures.requests < needed)
  if (few.length === 0) return undefined
  const told = few.map(({ figures }) => `${figures.requests} at ${figures.stage.level}`).join(', ')
  return `Few requests (${told}): the rarest of what the SLA speaks of is one in ${needed}, so that "met" says little there. Give --duration more time.`
}

/** How times were taken, in one sentence. */
export function tellMethod({ plan }: LoadResult): string {
  return plan.stages[0]!.model === 'open'
    ? 'Open model: requests start by their schedule whether or not earlier ones are answered, and times count from the scheduled start, so that waiting is not hidden (no coordinated omission).'
    : 'Closed model: each caller waits for its answer before it asks again, as a fixed number of users do. A slow server is asked less often; for traffic that does not wait, use --rate.'
}

/** What was sent, and what the server counted of it. */
export function tellWorkload({ plan, stages }: LoadResult): string {
  const asked = `${plan.prompts === undefined ? `Prompts of about ${plan.promptTokens.text} tokens` : `${plan.prompts.length} prompts in turn`}, answers of at most ${plan.outputTokens.text} tokens.`
  const { prompt, output } = stages.find(({ figures }) => figures.tokensPerRequest.output !== undefined)?.figures.tokensPerRequest ?? {}
  if (stages.every(({ figures }) => figures.requests === figures.failed)) return asked
  if (output === undefined) return `${asked} The server did not count tokens: chunks with content are taken for them.`
  return `${asked} By the server's count ${prompt === undefined ? '' : `a prompt had ${formatNumber(prompt)} and `}an answer ${formatNumber(output)} on average.`
}
