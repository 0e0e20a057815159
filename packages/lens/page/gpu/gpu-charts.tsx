import type { JSX } from 'preact'
import type { GpuSeries } from '../../src/api/index.ts'
import { Chart } from '../charts/chart.tsx'
import { formatBytes, formatShare } from '../format/number.ts'
import { Text } from '../text/text.tsx'

const HEIGHT = 120

const formatWatts = (value: number | null): string => (value === null ? '–' : `${value.toFixed(0)} W`)
const formatCelsius = (value: number | null): string => (value === null ? '–' : `${value.toFixed(0)} °C`)
const formatFlag = (value: number | null): string => (value === null ? '–' : value > 0 ? 'yes' : 'no')
const formatMemory = (value: number | null): string => formatBytes(value)

const isKnown = (values: readonly (number | null)[]): boolean => values.some((value) => value !== null)

/** One GPU: load, memory, power, temperature, and what slowed it down. */
export function GpuCharts({ gpu }: { gpu: GpuSeries }): JSX.Element {
  const { times } = gpu
  const total = gpu.memoryTotalBytes.findLast((value) => value !== null) ?? null
  const throttled = Object.entries(gpu.throttle).filter(([, values]) => values.some((value) => (value ?? 0) > 0))
  return (
    <section class="one-gpu">
      <h2>
        <Text value={gpu.name} limit={100} />{' '}
        <span class="soft">
          <Text value={gpu.id} limit={60} />
        </span>
        {throttled.length > 0 && (
          <span class="mark warn">
            throttled: <Text value={throttled.map(([reason]) => reason.replaceAll('_', ' ')).join(', ')} limit={120} />
          </span>
        )}
      </h2>
      <div class="charts">
        {isKnown(gpu.utilization) && (
          <Chart
            title="Load"
            times={times}
            format={formatShare}
            max={1}
            height={HEIGHT}
            lines={[{ name: 'busy', values: gpu.utilization, colour: '--accent', fill: true }]}
          />
        )}
        {isKnown(gpu.memoryUsedBytes) && (
          <Chart
            title="Memory"
            times={times}
            format={formatMemory}
            counts="bytes"
            height={HEIGHT}
            {...(total !== null && { max: total })}
            lines={[
              {
                name: total === null ? 'used' : `used of ${formatBytes(total)}`,
                values: gpu.memoryUsedBytes,
                colour: '--accent',
                fill: true,
              },
            ]}
          />
        )}
        {isKnown(gpu.powerWatts) && (
          <Chart
            title="Power"
            times={times}
            format={formatWatts}
            height={HEIGHT}
            lines={[
              { name: 'drawn', values: gpu.powerWatts, colour: '--accent', fill: true },
              ...(isKnown(gpu.powerLimitWatts) ? [{ name: 'limit', values: gpu.powerLimitWatts, colour: '--bad', dash: [4, 4] }] : []),
            ]}
          />
        )}
        {isKnown(gpu.temperatureCelsius) && (
          <Chart
            title="Temperature"
            times={times}
            format={formatCelsius}
            atLeast={90}
            height={HEIGHT}
            lines={[{ name: 'core', values: gpu.temperatureCelsius, colour: '--accent' }]}
          />
        )}
        {throttled.map(([reason, values]) => (
          <Chart
            key={reason}
            title={`Throttled: ${reason.replaceAll('_', ' ')}`}
            times={times}
            format={formatFlag}
            max={1}
            counts="whole"
            height={84}
            lines={[{ name: 'slowed', values, colour: '--warn', fill: true, steps: true }]}
          />
        ))}
      </div>
    </section>
  )
}
