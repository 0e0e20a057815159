import { type Chart, type ChartSeries, type Figure, type Section, writePage } from '@tokenscope/report'
import type { Comparison } from '../baseline/compare.ts'
import type { LoadResult, StageResult } from '../run/run-load.ts'
import { describeComparison } from './describe-comparison.ts'
import { formatLevel, formatNumber, formatSeconds, tellBreakPoint, tellMethod, tellTooFew, tellTwice, tellWorkload } from './sentences.ts'
import { stageRows } from './stage-rows.ts'

/** The run as one HTML page with plots, fit to be sent. */
export function writeHtml(result: LoadResult, comparison?: Comparison): string {
  const { plan, startedAt, stages } = result
  const { columns, rows } = stageRows(stages)
  const remarks = [tellTwice(result), tellTooFew(result)].filter((remark) => remark !== undefined)
  const sections: Section[] = [
    { title: 'Where the SLA breaks', text: [tellBreakPoint(result), ...remarks], figures: headline(result) },
    { title: 'Load against answer', charts: charts(result) },
    { title: 'Stages', table: { columns, rows } },
    ...(comparison ? [{ title: 'Against the baseline', text: describeComparison(comparison) }] : []),
    {
      title: 'How it was measured',
      text: [
        tellMethod(result),
        `Each stage ran ${plan.stageSeconds} s after ${plan.warmupSeconds} s of warm-up, which count for nothing. Seed ${plan.seed}.`,
        tellWorkload(result),
        ...stages.flatMap(({ figures }) =>
          figures.unreliable === undefined ? [] : [`At ${formatLevel(figures.stage)} no rate is reported, because ${figures.unreliable}.`],
        ),
      ],
    },
  ]
  const when = startedAt.toISOString().replace('T', ' ').slice(0, 16)
  return writePage({
    title: `Load on ${plan.model}`,
    subtitle: `${plan.endpoint.origin}, ${when} UTC`,
    sections,
    footer: 'Made by tokenscope load.',
  })
}

function headline({ plan, stages, breakPoint }: LoadResult): Figure[] {
  const model = plan.stages[0]!.model
  const best = stages.find(({ figures }) => figures.stage.level === breakPoint?.met)
  const level = (value: number | undefined): string => (value === undefined ? '–' : formatLevel({ model, level: value }))
  if (breakPoint === undefined) return []
  return [
    { label: 'SLA met up to', value: level(breakPoint.met), state: breakPoint.met === undefined ? 'bad' : 'good' },
    { label: 'SLA breaks at', value: level(breakPoint.breached), state: breakPoint.breached === undefined ? 'plain' : 'bad' },
    { label: 'Goodput there', value: `${formatNumber(best?.verdict.goodput)} requests/s`, note: 'answers within the targets' },
    { label: 'Output there', value: `${formatNumber(best?.figures.outputTokensPerSecond)} tokens/s` },
  ]
}

function charts({ plan, stages }: LoadResult): Chart[] {
  const open = plan.stages[0]!.model === 'open'
  const line = (name: string, value: (stage: StageResult) => number | undefined): ChartSeries => ({
    name,
    points: stages.map((stage) => ({ x: stage.figures.stage.level, y: value(stage) })),
  })
  const shared = { xLabel: open ? 'requests per second' : 'callers at a time', xAxis: 'doubling' } as const
  const thresholds = (targets: readonly { quantile: number; seconds: number }[] | undefined): Chart['thresholds'] =>
    (targets ?? []).map(({ quantile, seconds }) => ({ y: seconds, label: `p${quantile * 100} target ${formatSeconds(seconds)}` }))
  const formatY = (seconds: number): string => formatSeconds(seconds)
  return [
    {
      ...shared,
      title: 'Response time',
      yLabel: 'time',
      formatY,
      thresholds: thresholds(plan.objectives?.responseTimes) ?? [],
      series: [
        line('p50', ({ figures }) => figures.responseTime.p50),
        line('p95', ({ figures }) => figures.responseTime.p95),
        line('p99', ({ figures }) => figures.responseTime.p99),
      ],
    },
    {
      ...shared,
      title: 'Time to first token',
      yLabel: 'time',
      formatY,
      thresholds: thresholds(plan.objectives?.timeToFirstToken) ?? [],
      series: [line('p50', ({ figures }) => figures.timeToFirstToken.p50), line('p95', ({ figures }) => figures.timeToFirstToken.p95)],
    },
    {
      ...shared,
      title: 'Answers and goodput per second',
      yLabel: 'per second',
      series: [
        line('answers', ({ figures }) => figures.throughput),
        line('within the targets', ({ figures, verdict }) => (figures.unreliable === undefined ? verdict.goodput : undefined)),
      ],
    },
    {
      ...shared,
      title: 'Output tokens per second',
      yLabel: 'tokens/s',
      series: [line('tokens/s', ({ figures }) => figures.outputTokensPerSecond)],
    },
    {
      ...shared,
      title: 'Failed requests',
      yLabel: '%',
      series: [line('failed', ({ figures }) => (figures.requests === 0 ? undefined : (100 * figures.failed) / figures.requests))],
    },
  ]
}
