import type { JSX } from 'preact'
import type { Overview } from '../../src/api/index.ts'
import { Chart } from '../charts/chart.tsx'
import { readMinutes } from '../charts/minutes-choice.tsx'
import { TimedHeading } from '../charts/timed-heading.tsx'
import { formatDuration } from '../format/duration.ts'
import { formatCount, formatRate } from '../format/number.ts'
import { useFetched } from '../server/use-fetched.ts'
import { ErrorBars } from './error-bars.tsx'
import { failedOf } from './failed-of.ts'
import { limitLine } from './limit-line.ts'
import { ModelTable } from './model-table.tsx'
import { NoCalls } from './no-calls.tsx'
import { SlaTiles } from './sla-tiles.tsx'
import { Totals } from './totals.tsx'

const REFRESH_MS = 5_000

/** How the calls of the last minutes went: against the SLA, over time, by error and by model. */
export function OverviewPage(): JSX.Element {
  const { answer, problem } = useFetched<Overview>(`/api/overview?minutes=${readMinutes()}`, { everyMs: REFRESH_MS })
  return (
    <article class="overview">
      <TimedHeading title="Overview" problem={problem} />
      {answer !== null && <Panels overview={answer} />}
    </article>
  )
}

function Panels({ overview }: { overview: Overview }): JSX.Element {
  const { series, times, tiles } = overview
  return (
    <>
      {overview.totals.calls === 0 && <NoCalls />}
      <SlaTiles tiles={overview.tiles} />
      <Totals totals={overview.totals} />
      <h2 class="unseen">Over time</h2>
      <div class="charts">
        <Chart
          title="Response time"
          times={times}
          format={formatDuration}
          lines={[
            { name: 'p50', values: series.durationP50, colour: '--accent', fill: true },
            { name: 'p95', values: series.durationP95, colour: '--ink', dash: [6, 3] },
            { name: 'p99', values: series.durationP99, colour: '--soft', dash: [2, 3] },
            ...limitLine(tiles, 'response_time_p95', times),
          ]}
        />
        <Chart
          title="First token"
          times={times}
          format={formatDuration}
          lines={[
            { name: 'p50', values: series.firstTokenP50, colour: '--accent', fill: true },
            { name: 'p95', values: series.firstTokenP95, colour: '--ink', dash: [6, 3] },
            ...limitLine(tiles, 'time_to_first_token_p95', times),
          ]}
        />
        <Chart
          title="Output tokens per second"
          times={times}
          format={formatRate}
          lines={[{ name: 'all calls', values: series.tokensPerSecond, colour: '--accent', fill: true }]}
        />
        <Chart
          title="In flight"
          times={times}
          format={formatCount}
          counts="whole"
          atLeast={4}
          lines={[{ name: 'peak', values: series.inFlight, colour: '--accent', fill: true, steps: true }]}
        />
        <Chart
          title="Calls"
          times={times}
          format={formatCount}
          counts="whole"
          atLeast={4}
          lines={[
            { name: 'all', values: series.calls, colour: '--accent', bars: true },
            { name: 'failed', values: failedOf(series), colour: '--bad', bars: true },
          ]}
        />
        <ErrorBars errors={overview.errors} />
      </div>
      <ModelTable models={overview.models} currency={overview.totals.currency} />
    </>
  )
}
