import type { Chart } from '@tokenscope/report'
import type { ObjectiveReport } from '../sla-report.ts'
import { describePromise } from './describe-objective.ts'
import { formatClock, formatDay } from './format-time.ts'
import { formatBurnRate, formatMeasured, formatRatio } from './format-value.ts'

/** The pictures of one group of calls: attainment, budget, and times against their targets. */
export function reportCharts(objectives: readonly ObjectiveReport[], windowSeconds: number): Chart[] {
  const known = objectives.filter(({ history, reason }) => history.length > 1 && reason?.code !== 'bucket-missing')
  const counted = known.filter(({ objective }) => objective !== null)
  const formatX = windowSeconds <= 2 * 86_400 ? formatClock : formatDay
  return [...attainment(counted), ...budget(counted), ...times(known), ...speed(known)].map((chart) => ({ ...chart, formatX }))
}

/** What is far beyond a promise would press everything else flat. */
const MOST_TIMES = 10
const LEAST_LEFT = -1

const TIME = { xLabel: 'time (UTC)' } as const

/**
 * Attainment by what is missing to it, in proportion to what may be missing: 99.5 % and 95 % share one picture, and what matters is not
 * squeezed into its upper edge.
 */
function attainment(objectives: readonly ObjectiveReport[]): Chart[] {
  if (objectives.length === 0) return []
  return [
    {
      ...TIME,
      title: `Attainment over time: bad events in proportion to what is allowed (shown up to ${MOST_TIMES} ×)`,
      yLabel: 'times the allowed share',
      formatY: formatBurnRate,
      series: objectives.map((objective) => ({
        name: `${describePromise(objective)} (${formatRatio(1 - (objective.objective ?? 1))} allowed)`,
        points: objective.history.map(({ time, events, badEvents }) => ({
          x: time,
          y:
            events === null || badEvents === null || events <= 0
              ? undefined
              : Math.min(MOST_TIMES, badEvents / events / (1 - (objective.objective ?? 0))),
        })),
      })),
      thresholds: [{ y: 1, label: 'as promised' }],
    },
  ]
}

/** What was left of the whole window's budget after each step. */
function budget(objectives: readonly ObjectiveReport[]): Chart[] {
  const series = objectives.flatMap((objective) => {
    const { history, events, objective: share } = objective
    if (events === null || events <= 0 || share === null) return []
    const whole = events * (1 - share)
    let spent = 0
    const points = history.map(({ time, badEvents }) => {
      spent += badEvents ?? 0
      return { x: time, y: Math.max(LEAST_LEFT, 1 - spent / whole) }
    })
    return [{ name: describePromise(objective), points }]
  })
  if (series.length === 0) return []
  return [
    {
      ...TIME,
      title: `Error budget left of the window (shown down to ${formatRatio(LEAST_LEFT)})`,
      yLabel: 'budget left',
      formatY: formatRatio,
      series,
      thresholds: [{ y: 0, label: 'spent' }],
    },
  ]
}

function times(objectives: readonly ObjectiveReport[]): Chart[] {
  const kinds = [
    ['response-time-', 'Response time against its targets'],
    ['time-to-first-token-', 'Time to first token against its targets'],
    ['queue-time', 'Queue time against its target'],
  ] as const
  return kinds.flatMap(([start, title]) =>
    values(
      objectives.filter(({ slo }) => slo.startsWith(start)),
      title,
      'seconds',
    ),
  )
}

function speed(objectives: readonly ObjectiveReport[]): Chart[] {
  const of = (slo: string): ObjectiveReport[] => objectives.filter((objective) => objective.slo === slo)
  return [
    ...values(of('generation-speed'), 'Output tokens per second against the target', 'tokens/s'),
    ...values(of('cost'), 'Cost of a day against the target', 'cost'),
  ]
}

function values(objectives: readonly ObjectiveReport[], title: string, yLabel: string): Chart[] {
  const [first] = objectives
  if (first === undefined) return []
  return [
    {
      ...TIME,
      title,
      yLabel,
      formatY: (value) => formatMeasured(value, first.unit),
      series: objectives.map(({ slo, history }) => ({
        name: /p[\d-]+$/.exec(slo)?.[0] ?? slo.replaceAll('-', ' '),
        points: history.map(({ time, value }) => ({ x: time, y: value ?? undefined })),
      })),
      thresholds: objectives.map(({ target, promise }) => ({ y: target, label: `target ${promise}` })),
    },
  ]
}
