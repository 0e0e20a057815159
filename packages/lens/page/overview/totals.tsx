import type { JSX } from 'preact'
import type { OverviewTotals } from '../../src/api/index.ts'
import { formatDuration } from '../format/duration.ts'
import { formatCost, formatCount, formatRate, formatShare } from '../format/number.ts'

/** All calls of the minutes as a few figures. */
export function Totals({ totals }: { totals: OverviewTotals }): JSX.Element {
  const figures: readonly (readonly [name: string, value: string, tone?: string, href?: string])[] = [
    ['Calls', formatCount(totals.calls)],
    ['Failed', formatCount(totals.failed), totals.failed > 0 ? 'bad' : '', '/?outcome=failed'],
    ['Success', formatShare(totals.successRate)],
    ['Took, mean', formatDuration(totals.meanDuration)],
    ['Took, p95', formatDuration(totals.p95Duration)],
    ['First token, mean', formatDuration(totals.meanTimeToFirstToken)],
    ['Tokens/s, mean', formatRate(totals.meanTokensPerSecond)],
    ['Tokens in', formatCount(totals.inputTokens)],
    ['Tokens out', formatCount(totals.outputTokens)],
    ['In flight', formatCount(totals.inFlight)],
    ['Cost', formatCost(totals.cost, totals.currency)],
  ]
  return (
    <dl class="figures">
      {figures.map(([name, value, tone = '', href]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class={tone}>{href === undefined || value === '0' ? value : <a href={href}>{value}</a>}</dd>
        </div>
      ))}
    </dl>
  )
}
