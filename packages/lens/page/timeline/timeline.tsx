import type { JSX } from 'preact'
import { useId, useMemo, useRef, useState } from 'preact/hooks'
import type { CallDetail } from '../../src/api/index.ts'
import { formatTick } from '../format/duration.ts'
import { describeTimeline } from './describe-timeline.ts'
import { GpuLane, meanLoad } from './gpu-lane.tsx'
import { Marks } from './marks.tsx'
import { PhaseBar } from './phase-bar.tsx'
import { Readout } from './readout.tsx'
import { type Domain, pickTicks, zoom } from './time-axis.ts'
import { curvePaths, KIND_NAMES, lanePath, toLanes } from './timeline-layout.ts'
import { toTokenCurve } from './token-curve.ts'
import { useWidth } from './use-width.ts'

interface TimelineProps {
  readonly detail: CallDetail
  readonly all: Domain
  readonly domain: Domain
  readonly onDomain: (domain: Domain) => void
  /** Height of the curve. */
  readonly curveHeight?: number
}

const GUTTER = 76
const NARROW_GUTTER = 64
const NARROW = 560
const RIGHT = 8
const AXIS = 22
const PHASES = 22
const LANE = 18
const GPU_LANE = 34
const MIN_DRAG = 4

/** One call on a time axis, to scale: where the time went, how the tokens came in, and what stood still. Drag to zoom in. */
export function Timeline({ detail, all, domain, onDomain, curveHeight = 132 }: TimelineProps): JSX.Element {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const [cursor, setCursor] = useState<number | null>(null)
  const [drag, setDrag] = useState<number | null>(null)
  const { timeline, summary } = detail
  const curve = useMemo(() => toTokenCurve(timeline.tokens), [timeline])
  const lanes = useMemo(() => toLanes(timeline.tokens), [timeline])
  const gutter = width < NARROW ? NARROW_GUTTER : GUTTER
  const inner = Math.max(1, width - gutter - RIGHT)
  const toX = (seconds: number): number => gutter + ((seconds - domain.from) / (domain.to - domain.from)) * inner
  const toSeconds = (x: number): number => domain.from + ((x - gutter) / inner) * (domain.to - domain.from)
  const hasCurve = curve.points.length > 0
  const curveTop = AXIS + PHASES + 26
  const curveBottom = curveTop + (hasCurve ? curveHeight : 8)
  const lanesTop = curveBottom + 8
  const gpuTop = lanesTop + lanes.length * LANE + 6
  const hasGpu = detail.gpu !== null && detail.gpu.gpus.length > 0
  const height = gpuTop + (hasGpu ? GPU_LANE + 4 : 0)
  const paths = useMemo(
    () => ({
      curve: curvePaths(curve, toX, {
        bottom: curveBottom,
        height: curveHeight,
        end: Math.max(timeline.lastToken ?? 0, summary.durationSeconds),
      }),
      lanes: lanes.map(({ runs }, index) => lanePath(runs, toX, { top: lanesTop + index * LANE + 3, height: LANE - 7, least: 1.5 })),
    }),
    [curve, lanes, domain, width, curveHeight],
  )
  const at = (event: PointerEvent): number => {
    const x = event.clientX - (box.current?.getBoundingClientRect().left ?? 0)
    return Math.max(domain.from, Math.min(domain.to, toSeconds(x)))
  }
  const release = (event: PointerEvent): void => {
    if (drag === null) return
    const [from, to] = [drag, at(event)].sort((a, b) => a - b) as [number, number]
    if (toX(to) - toX(from) > MIN_DRAG) onDomain(zoom({ from, to }, all, 1))
    setDrag(null)
  }
  const ticks = pickTicks(domain, Math.max(2, Math.floor(inner / 90)))
  return (
    <div class="timeline" ref={box}>
      {width > 0 && (
        <svg
          role="img"
          aria-label={describeTimeline(detail)}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          onPointerMove={(event) => setCursor(at(event))}
          onPointerLeave={() => setCursor(null)}
          onPointerDown={(event) => {
            if (event.button !== 0 || event.pointerType === 'touch') return
            event.currentTarget.setPointerCapture(event.pointerId)
            setDrag(at(event))
          }}
          onPointerUp={release}
          onDblClick={() => onDomain(all)}
        >
          <defs>
            <clipPath id={`${id}-inner`}>
              <rect x={gutter} y="0" width={inner + RIGHT} height={height} />
            </clipPath>
          </defs>
          <g class="axis">
            {ticks.map(({ at: seconds, step }) => (
              <g key={seconds}>
                <path d={`M${Math.round(toX(seconds)) + 0.5} ${AXIS - 4}V${height}`} />
                <text x={toX(seconds)} y="12" class={toX(seconds) > width - 30 ? 'last' : ''}>
                  {formatTick(seconds, step)}
                </text>
              </g>
            ))}
          </g>
          <g clip-path={`url(#${id}-inner)`}>
            <PhaseBar detail={detail} toX={toX} top={AXIS} height={PHASES} left={gutter} right={width - RIGHT} />
            {hasCurve && (
              <g class="curve">
                <path class="ground" d={`M${gutter} ${curveBottom + 0.5}H${width}`} />
                <path class="area" d={paths.curve.area} />
                <path class="line" d={paths.curve.line} />
              </g>
            )}
            {lanes.map(({ kind }, index) => (
              <path key={kind} class={`runs ${kind}`} d={paths.lanes[index]} />
            ))}
            {hasGpu && <GpuLane detail={detail} domain={domain} toX={toX} top={gpuTop} height={GPU_LANE} />}
            <Marks detail={detail} toX={toX} top={AXIS + PHASES + 2} bottom={gpuTop - 6} left={gutter} right={width - RIGHT} />
            {cursor !== null && <path class="cursor" d={`M${toX(cursor)} ${AXIS - 4}V${height}`} />}
            {drag !== null && cursor !== null && (
              <rect
                class="drag"
                x={toX(Math.min(drag, cursor))}
                y={AXIS}
                width={Math.abs(toX(cursor) - toX(drag))}
                height={height - AXIS}
              />
            )}
          </g>
          <g class="names">
            <text y={AXIS + PHASES / 2 + 4}>time</text>
            {hasCurve && <text y={curveTop + 9}>{Math.round(curve.total)}</text>}
            {hasCurve && <text y={curveTop + 22}>{curve.unit}</text>}
            {lanes.map(({ kind }, index) => (
              <text key={kind} y={lanesTop + index * LANE + 13}>
                {KIND_NAMES[kind]}
              </text>
            ))}
            {hasGpu && <text y={gpuTop + 12}>GPU</text>}
            {hasGpu && <text y={gpuTop + 25}>{meanLoad(detail)}</text>}
          </g>
        </svg>
      )}
      <Readout detail={detail} curve={curve} at={cursor} domain={domain} />
    </div>
  )
}
