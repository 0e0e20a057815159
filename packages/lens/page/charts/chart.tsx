import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import uPlot from 'uplot'
import { colourGeneration } from '../shell/theme.ts'
import { useWidth } from '../timeline/use-width.ts'
import { chartOptions } from './chart-options.ts'

export interface ChartLine {
  readonly name: string
  readonly values: readonly (number | null)[]
  /** A style variable. */
  readonly colour: string
  readonly dash?: readonly number[]
  readonly fill?: boolean
  /** Bars instead of a line: for counts. */
  readonly bars?: boolean
  /** Steps instead of a slope: for what is on or off. */
  readonly steps?: boolean
}

export interface ChartProps {
  readonly title: string
  /** Starts of the buckets, milliseconds since the epoch. */
  readonly times: readonly number[]
  readonly lines: readonly ChartLine[]
  readonly format: (value: number | null) => string
  /** Where the axis ends at least. */
  readonly atLeast?: number
  /** Where the axis ends, whatever the values. */
  readonly max?: number
  readonly height?: number
  /** The axis counts in whole numbers, or for memory in powers of two. */
  readonly counts?: 'whole' | 'bytes'
}

/** A chart over time. All charts of a page share one pointer. Its name tells the latest and the highest value of each line. */
export function Chart(props: ChartProps): JSX.Element {
  const { title, times, lines, format, height = 150 } = props
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const width = useWidth(box)
  const [index, setIndex] = useState<number | null>(null)
  const shape = lines.map(({ name, colour }) => name + colour).join('|')
  const data = useMemo<uPlot.AlignedData>(() => [times.map((ms) => ms / 1000), ...lines.map(({ values }) => [...values])], [times, lines])
  const generation = colourGeneration.value
  useEffect(() => {
    if (box.current === null || width === 0) return
    const made = new uPlot({ ...chartOptions(props, setIndex), width, height }, data, box.current)
    plot.current = made
    return () => {
      made.destroy()
      plot.current = null
    }
  }, [shape, generation, width > 0])
  useLayoutEffect(() => plot.current?.setData(data), [data])
  useLayoutEffect(() => plot.current?.setSize({ width, height }), [width, height])
  return (
    <figure class="chart">
      <figcaption>
        <h3>{title}</h3>
        <ul class="legend">
          {lines.map(({ name, values, colour, dash }) => (
            <li key={name}>
              <svg viewBox="0 0 14 4" aria-hidden="true" style={{ color: `var(${colour})` }}>
                <path d="M0 2H14" stroke-dasharray={dash?.join(' ')} />
              </svg>
              {name} <b>{format((index === null ? lastOf(values) : values[index]) ?? null)}</b>
            </li>
          ))}
        </ul>
      </figcaption>
      <div class="plot" ref={box} role="img" aria-label={describe(title, lines, format)} />
    </figure>
  )
}

function describe(title: string, lines: readonly ChartLine[], format: (value: number | null) => string): string {
  const said = lines.map(({ name, values }) => {
    const known = values.filter((value) => value !== null)
    return known.length === 0 ? `${name}: nothing yet` : `${name}: ${format(lastOf(values))} now, ${format(Math.max(...known))} at most`
  })
  return `${title}. ${said.join('; ')}.`
}

function lastOf(values: readonly (number | null)[]): number | null {
  return values.findLast((value) => value !== null) ?? null
}
