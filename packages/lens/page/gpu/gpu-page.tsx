import type { JSX } from 'preact'
import type { GpuOverview, Overview } from '../../src/api/index.ts'
import { Chart } from '../charts/chart.tsx'
import { MinutesChoice, readMinutes } from '../charts/minutes-choice.tsx'
import { formatDuration } from '../format/duration.ts'
import { formatCount } from '../format/number.ts'
import { useFetched } from '../server/use-fetched.ts'
import { GpuCharts } from './gpu-charts.tsx'

const REFRESH_MS = 5_000

/** What the GPUs did, on the time axis of the calls. */
export function GpuPage(): JSX.Element {
  const minutes = readMinutes()
  const { answer, problem } = useFetched<GpuOverview>(`/api/gpu?minutes=${minutes}`, { everyMs: REFRESH_MS })
  const { answer: calls } = useFetched<Overview>(`/api/overview?minutes=${minutes}`, { everyMs: REFRESH_MS })
  return (
    <article class="gpu">
      <header class="page-heading">
        <h1 tabIndex={-1}>GPU</h1>
        <MinutesChoice />
      </header>
      {problem !== null && (
        <p class="problem" role="alert">
          {problem.message}
        </p>
      )}
      {answer?.gpus.length === 0 && (
        <div class="empty">
          <h2>No GPU reports</h2>
          <p>Where the GPU is, start this beside the server, or use `start()` of @tokenscope/node in the application:</p>
          <pre>tokenscope gpu</pre>
        </div>
      )}
      {calls !== null && (answer?.gpus.length ?? 0) > 0 && (
        <section>
          <h2>Calls</h2>
          <div class="charts">
            <Chart
              title="Response time"
              times={calls.times}
              format={formatDuration}
              height={120}
              lines={[
                { name: 'p50', values: calls.series.durationP50, colour: '--accent', fill: true },
                { name: 'p95', values: calls.series.durationP95, colour: '--ink', dash: [6, 3] },
              ]}
            />
            <Chart
              title="In flight"
              times={calls.times}
              format={formatCount}
              atLeast={4}
              height={120}
              lines={[{ name: 'peak', values: calls.series.inFlight, colour: '--accent', fill: true, steps: true }]}
            />
          </div>
        </section>
      )}
      {answer?.gpus.map((gpu) => (
        <GpuCharts key={`${gpu.service} ${gpu.id}`} gpu={gpu} />
      ))}
    </article>
  )
}
