import type { JSX } from 'preact'
import type { CallDetail } from '../../src/api/index.ts'
import { formatDuration } from '../format/duration.ts'
import { formatCost, formatCount, formatRate } from '../format/number.ts'

interface Figure {
  readonly name: string
  readonly value: string
  readonly tone?: 'warn' | 'bad'
}

/** The figures one asks for first. */
export function KeyFigures({ detail: { summary, timeline } }: { detail: CallDetail }): JSX.Element {
  const isFirstLate = summary.violation === 'time_to_first_token'
  const isLate = summary.violation?.startsWith('response_time') === true
  const stalled = timeline.stalls.reduce((sum, { seconds }) => sum + seconds, 0)
  const figures: readonly Figure[] = [
    { name: 'Took', value: formatDuration(summary.durationSeconds), ...(isLate && { tone: 'bad' }) },
    { name: 'First token', value: formatDuration(summary.timeToFirstToken), ...(isFirstLate && { tone: 'bad' }) },
    { name: 'Tokens/s', value: formatRate(summary.tokensPerSecond) },
    { name: 'Tokens in', value: formatCount(summary.inputTokens) },
    { name: 'Tokens out', value: formatCount(summary.outputTokens) },
    {
      name: 'Stalls',
      value: summary.stallCount === 0 ? '0' : `${summary.stallCount} · ${formatDuration(stalled)}`,
      ...(summary.stallCount > 0 && { tone: 'warn' }),
    },
    { name: 'Attempts', value: String(summary.attemptCount), ...(summary.attemptCount > 1 && { tone: 'warn' }) },
    { name: 'Cost', value: formatCost(summary.cost, summary.currency) },
  ]
  return (
    <dl class="figures">
      {figures.map(({ name, value, tone }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class={tone ?? ''}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
