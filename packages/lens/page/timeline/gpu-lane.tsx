import type { JSX } from 'preact'
import type { CallDetail, GpuSeries } from '../../src/api/index.ts'
import type { Domain } from './time-axis.ts'
import type { ToX } from './timeline-layout.ts'

interface GpuLaneProps {
  readonly detail: CallDetail
  readonly domain: Domain
  readonly toX: ToX
  readonly top: number
  readonly height: number
}

/** How busy the GPUs were while the call ran: one line each, 0 at the bottom, all of it at the top. */
export function GpuLane({ detail, domain, toX, top, height }: GpuLaneProps): JSX.Element {
  const start = detail.summary.startMs
  return (
    <g class="gpu-lane">
      <path class="ground" d={`M${toX(domain.from)} ${top + height + 0.5}H${toX(domain.to)}`} />
      {(detail.gpu?.gpus ?? []).map((gpu) => (
        <path key={gpu.id} class="line" d={busyPath(gpu, start, toX, top, height)} />
      ))}
    </g>
  )
}

/** The load of all GPUs over the window, for the margin: `87 %`. */
export function meanLoad(detail: CallDetail): string {
  const values = (detail.gpu?.gpus ?? []).flatMap(({ utilization }) => utilization).filter((value) => value !== null)
  return values.length === 0 ? '' : `${Math.round((values.reduce((sum, value) => sum + value, 0) / values.length) * 100)} %`
}

/** Each value holds from its time until the next; a gap stays a gap. */
function busyPath({ times, utilization }: GpuSeries, startMs: number, toX: ToX, top: number, height: number): string {
  const step = times.length > 1 ? times[1]! - times[0]! : 1000
  const x = (time: number): string => toX((time - startMs) / 1000).toFixed(1)
  let path = ''
  let isDown = false
  times.forEach((time, index) => {
    const value = utilization[index] ?? null
    if (value !== null)
      path += `${isDown ? 'L' : 'M'}${x(time)} ${(top + height * (1 - value)).toFixed(1)}H${x(times[index + 1] ?? time + step)}`
    isDown = value !== null
  })
  return path
}
