import uPlot from 'uplot'
import { resolveColour } from '../shell/theme.ts'
import type { ChartLine, ChartProps } from './chart.tsx'

const FONT = '11px ui-monospace, "SF Mono", Menlo, Consolas, monospace'
const SYNC = 'lens'
/** Pixels between two labels: `19:30`, and with seconds. */
const LABEL = 42
const LONG_LABEL = 70
/** Steps whose multiples are short in every unit: a quarter would be told rounded, and wrong. */
const STEPS = Array.from({ length: 14 }, (_, power) => [1, 2, 5].map((factor) => factor * 10 ** (power - 4))).flat()
const WHOLE_STEPS = STEPS.filter((step) => step >= 1)
const BINARY_STEPS = Array.from({ length: 44 }, (_, power) => 2 ** power)

const pad = (value: number): string => String(value).padStart(2, '0')

/** How a chart of the lens looks: few lines, small figures, one shared pointer. */
export function chartOptions(
  { lines, format, atLeast = 0, max, counts }: ChartProps,
  onIndex: (index: number | null) => void,
): Omit<uPlot.Options, 'width' | 'height'> {
  const soft = resolveColour('--soft')
  const rule = resolveColour('--rule')
  const axis: uPlot.Axis = { stroke: soft, font: FONT, grid: { stroke: rule, width: 1 }, ticks: { show: false } }
  return {
    legend: { show: false },
    padding: [8, 18, 0, 0],
    cursor: { sync: { key: SYNC }, drag: { x: false, y: false }, points: { size: 6 }, y: false },
    scales: {
      // Each value stands for a bucket that begins at its time: the last one needs its room too.
      x: { time: true, range: ({ data: [times] }, from, to) => [from, to + ((times[1] ?? 0) - (times[0] ?? 0))] },
      y: { range: (_plot, _low, high) => [0, max ?? (Math.max(atLeast, (high ?? 0) * 1.08) || 1)] },
    },
    axes: [
      {
        ...axis,
        space: labelSpace,
        size: 24,
        values: (_plot, splits, _axis, _space, step) => splits.map((second) => clock(second, step < 60)),
      },
      {
        ...axis,
        size: 62,
        space: 19,
        gap: 4,
        values: (_plot, splits) => splits.map((value) => tick(format(value))),
        incrs: counts === undefined ? STEPS : counts === 'bytes' ? BINARY_STEPS : WHOLE_STEPS,
      },
    ],
    series: [{}, ...lines.map(toSeries)],
    hooks: { setCursor: [({ cursor }) => onIndex(cursor.idx ?? null)] },
  }
}

/** Where a minute is too short for labels of half of it, none has seconds. */
function labelSpace(_plot: uPlot, _axis: number, from: number, to: number, pixels: number): number {
  return (pixels * 60) / (to - from) < 2 * LABEL ? LABEL : LONG_LABEL
}

function toSeries({ name, colour, dash, fill = false, bars = false, steps = false }: ChartLine): uPlot.Series {
  const stroke = resolveColour(colour)
  return {
    label: name,
    stroke,
    width: bars ? 0 : 1.5,
    spanGaps: false,
    points: { show: false, filter: bars ? () => null : lonelyPoints, size: 5, stroke, fill: stroke },
    ...(dash !== undefined && { dash: [...dash] }),
    ...(fill && { fill: translucent(stroke, 0.14) }),
    ...(bars && { fill: translucent(stroke, 0.75), paths: uPlot.paths.bars!({ size: [0.7, 40], align: 1 }) }),
    ...(steps && { paths: uPlot.paths.stepped!({ align: 1 }) }),
  }
}

/** A value whose neighbours are unknown has no line: it is a dot. */
function lonelyPoints({ data }: uPlot, series: number): number[] | null {
  const values = data[series]
  const isKnown = (index: number): boolean => values?.[index] !== null && values?.[index] !== undefined
  const lonely = [...data[0].keys()].filter((index) => isKnown(index) && !isKnown(index - 1) && !isKnown(index + 1))
  return lonely.length === 0 ? null : lonely
}

function translucent(colour: string, alpha: number): string {
  return colour.replace(/^rgb\((.*)\)$/, `rgba($1, ${alpha})`)
}

function clock(second: number, withSeconds: boolean): string {
  const time = new Date(second * 1000)
  return `${pad(time.getHours())}:${pad(time.getMinutes())}${withSeconds ? `:${pad(time.getSeconds())}` : ''}`
}

/** `2.00 s` is `2 s` on an axis. */
function tick(text: string): string {
  return text.startsWith('0 ') ? '0' : text.replace(/(\.\d*?)0+(?=\D|$)/, '$1').replace(/\.(?=\D|$)/, '')
}
