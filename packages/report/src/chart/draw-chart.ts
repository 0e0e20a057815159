import { escapeHtml } from '../escape-html.ts'
import { doublingScale, linearScale, type Scale } from './scale.ts'

/** One line of a chart. A `y` that is not a number leaves a gap: no data is not zero. */
export interface ChartSeries {
  readonly name: string
  readonly points: readonly { readonly x: number; readonly y: number | undefined }[]
}

/** A line across the chart: a target. */
export interface ChartThreshold {
  readonly y: number
  readonly label: string
}

export interface Chart {
  readonly title: string
  readonly xLabel: string
  readonly yLabel: string
  readonly series: readonly ChartSeries[]
  readonly thresholds?: readonly ChartThreshold[]
  /** `doubling`: powers of two; all `x` above 0. Default `linear`. */
  readonly xAxis?: 'linear' | 'doubling'
  /** Text of an `x` at the axis; default the number. */
  readonly formatX?: (x: number) => string
  readonly formatY?: (y: number) => string
}

const WIDTH = 720
const HEIGHT = 300
const PLOT = { left: 64, right: 24, top: 30, bottom: 44 } as const
const INNER = { width: WIDTH - PLOT.left - PLOT.right, height: HEIGHT - PLOT.top - PLOT.bottom } as const
/** Told apart by dashes too, for print and for eyes that see no colours. */
const DASHES = ['', '7 3', '2 3', '9 3 2 3', '1 4']

/** The chart as an SVG element with a legend, styled by the page's classes `s0`, `s1`, …; a screen reader gets its title and its values. */
export function drawChart(chart: Chart): string {
  const { series, thresholds = [], formatX = plain, formatY = plain } = chart
  const known = series.flatMap(({ points }) => points.filter((point): point is { x: number; y: number } => isNumber(point.y)))
  if (known.length === 0) return `<figure><figcaption>${escapeHtml(chart.title)}</figcaption><p class="empty">No data.</p></figure>`
  const xs = known.map(({ x }) => x)
  const xScale = chart.xAxis === 'doubling' ? doublingScale(xs) : spanScale(xs)
  const yScale = linearScale([...known.map(({ y }) => y), ...thresholds.map(({ y }) => y)])
  const left = (x: number): number => round(PLOT.left + xScale.toShare(x) * INNER.width)
  const top = (y: number): number => round(PLOT.top + (1 - yScale.toShare(y)) * INNER.height)
  return [
    '<figure>',
    `<figcaption>${escapeHtml(chart.title)}</figcaption>`,
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(describe(chart, formatX, formatY))}">`,
    ...yScale.ticks.map(
      (tick) =>
        `<path class="grid" d="M${PLOT.left} ${top(tick)}H${WIDTH - PLOT.right}"/><text class="y" x="${PLOT.left - 8}" y="${top(tick) + 4}">${escapeHtml(formatY(tick))}</text>`,
    ),
    ...xScale.ticks.map((tick) => `<text class="x" x="${left(tick)}" y="${HEIGHT - PLOT.bottom + 18}">${escapeHtml(formatX(tick))}</text>`),
    `<text class="x label" x="${PLOT.left + INNER.width / 2}" y="${HEIGHT - 6}">${escapeHtml(chart.xLabel)}</text>`,
    `<text class="label" x="4" y="11">${escapeHtml(chart.yLabel)}</text>`,
    ...thresholds.map(
      ({ y, label }) =>
        `<path class="threshold" d="M${PLOT.left} ${top(y)}H${WIDTH - PLOT.right}"/><text class="threshold" x="${WIDTH - PLOT.right}" y="${top(y) - 5}">${escapeHtml(label)}</text>`,
    ),
    ...series.flatMap(({ points }, i) => drawLine(points, i, left, top)),
    '</svg>',
    series.length > 1 ? `<ul class="legend">${series.map(({ name }, i) => legendItem(name, i)).join('')}</ul>` : '',
    '</figure>',
  ].join('\n')
}

/** From the least to the greatest value, with no room on either side: time, or steps. */
function spanScale(values: readonly number[]): Scale {
  const [least, greatest] = [Math.min(...values), Math.max(...values)]
  const span = greatest - least
  if (span === 0) return { ticks: [least], toShare: () => 0.5 }
  return { ticks: Array.from({ length: 5 }, (_, i) => least + (span * i) / 4), toShare: (value) => (value - least) / span }
}

/** A line for each run of known values, and a dot for each value where they are few. */
function drawLine(points: ChartSeries['points'], i: number, left: (x: number) => number, top: (y: number) => number): string[] {
  let path = ''
  let open = false
  const dots: string[] = []
  for (const { x, y } of points) {
    if (!isNumber(y)) {
      open = false
      continue
    }
    path += `${open ? 'L' : 'M'}${left(x)} ${top(y)}`
    if (points.length <= 40 || !open) dots.push(`<circle class="${colour(i)}" cx="${left(x)}" cy="${top(y)}" r="2.5"/>`)
    open = true
  }
  return [`<path class="line ${colour(i)}" stroke-dasharray="${dash(i)}" d="${path}"/>`, ...dots]
}

function legendItem(name: string, i: number): string {
  const sample = `<svg viewBox="0 0 28 8" aria-hidden="true"><path class="line ${colour(i)}" stroke-dasharray="${dash(i)}" d="M0 4H28"/></svg>`
  return `<li>${sample}${escapeHtml(name)}</li>`
}

function describe({ title, series }: Chart, formatX: (x: number) => string, formatY: (y: number) => string): string {
  const lines = series.map(({ name, points }) => {
    const values = points.slice(0, 40).map(({ x, y }) => `${formatX(x)}: ${isNumber(y) ? formatY(y) : 'no data'}`)
    return `${name}: ${values.join(', ')}${points.length > 40 ? ', …' : ''}`
  })
  return `${title}. ${lines.join('. ')}.`
}

/** The page has so many colours. */
const COLOURS = 5

function colour(i: number): string {
  return `s${i % COLOURS}`
}

/** The sixth line has the first colour again, with another dash. */
function dash(i: number): string {
  return DASHES[(i + Math.floor(i / COLOURS)) % DASHES.length]!
}

function isNumber(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value)
}

function plain(value: number): string {
  return String(Number(value.toPrecision(4)))
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
