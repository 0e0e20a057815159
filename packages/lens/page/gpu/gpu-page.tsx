import type { JSX } from 'preact'
import type { GpuOverview, Overview } from '../../src/api/index.ts'
import { Chart } from '../charts/chart.tsx'
import { readMinutes } from '../charts/minutes-choice.tsx'
import { TimedHeading } from '../charts/timed-heading.tsx'
import { formatDuration } from '../format/duration.ts'
import { formatCount } from '../format/number.ts'
import { lensStatus } from '../server/live.ts'
import { useFetched } from '../server/use-fetched.ts'
import { GpuCharts } from './gpu-charts.tsx'

const REFRESH_MS = 5_000

/** What the GPUs did, on the time axis of the calls. */
export function GpuPage(): JSX.Element {
  const minutes = readMinutes()
  const { answer, problem } = useFetched<GpuOverview>(`/api/gpu?minutes=${minutes}`, { everyMs: REFRESH_MS })
  const { answer: calls } = useFetched<Overview>(`/api/overview?minutes=${minutes}`, { everyMs: REFRESH_MS })
  const url = lensStatus.value?.otlpUrls[0] ?? 'http://127.0.0.1:4318'
  return (
    <article class="gpu">
      <TimedHeading title="GPU" problem={problem} />
      {answer?.gpus.length === 0 && (
        <div class="empty">
          <h2>No GPU reports</h2>
          <p>
            <code>@tokenscope/node</code> reads the GPUs of its machine by itself, and sends them once a minute: wait that long, or set{' '}
            <code>OTEL_METRIC_EXPORT_INTERVAL=1000</code>. On a GPU server without a Node application this is enough of one:
          </p>
          <pre>{`OTEL_EXPORTER_OTLP_ENDPOINT=${url} node --import @tokenscope/node/register -e 'setInterval(Object, 60000)'`}</pre>
          <p>
            <code>tokenscope gpu</code> tells what can be read there. From another machine, a tunnel brings it here:
          </p>
          <pre>{`ssh -R ${new URL(url).port}:127.0.0.1:${new URL(url).port} gpu-server`}</pre>
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
              counts="whole"
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
