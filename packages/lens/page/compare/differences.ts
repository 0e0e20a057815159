import type { CallDetail } from '../../src/api/index.ts'
import { formatDuration } from '../format/duration.ts'
import { formatCost, formatCount, formatRate } from '../format/number.ts'

export interface Difference {
  readonly name: string
  readonly a: string
  readonly b: string
  /** How B differs from A: `+24 %`; empty where it cannot be said. */
  readonly change: string
  /** Whether B is worse, better, or neither. */
  readonly tone: 'bad' | 'good' | 'none'
}

interface Row {
  readonly name: string
  readonly of: (detail: CallDetail) => number | null
  readonly format: (value: number | null, detail: CallDetail) => string
  /** Which way is worse. */
  readonly worse: 'more' | 'less' | 'neither'
  /** A few, told apart by how many, not by which share. */
  readonly isFew?: boolean
}

const prefill: Row['of'] = ({ split }) => split.prefill

const ROWS: readonly Row[] = [
  { name: 'Took', of: (d) => d.summary.durationSeconds, format: formatDuration, worse: 'more' },
  { name: 'Waiting', of: (d) => d.split.waiting, format: formatDuration, worse: 'more' },
  { name: 'Prefill', of: prefill, format: formatDuration, worse: 'more' },
  { name: 'Decode', of: (d) => d.split.decode, format: formatDuration, worse: 'more' },
  { name: 'First token', of: (d) => d.summary.timeToFirstToken, format: formatDuration, worse: 'more' },
  { name: 'Tokens per second', of: (d) => d.summary.tokensPerSecond, format: formatRate, worse: 'less' },
  { name: 'Input tokens', of: (d) => d.usage.inputTokens, format: formatCount, worse: 'neither' },
  { name: 'Read from cache', of: (d) => d.usage.cachedInputTokens, format: formatCount, worse: 'neither' },
  { name: 'Output tokens', of: (d) => d.usage.outputTokens, format: formatCount, worse: 'neither' },
  { name: 'Stalls', of: (d) => d.summary.stallCount, format: formatCount, worse: 'more', isFew: true },
  { name: 'Attempts', of: (d) => d.summary.attemptCount, format: formatCount, worse: 'more', isFew: true },
  { name: 'Cost', of: (d) => d.summary.cost, format: (value, d) => formatCost(value, d.summary.currency), worse: 'more' },
]

/** Less than this is told as no difference. */
const NOTICEABLE = 0.02

/** What differs between two calls; rows of which neither knows anything are left out. */
export function toDifferences(a: CallDetail, b: CallDetail): readonly Difference[] {
  return ROWS.flatMap(({ name, of, format, worse, isFew = false }) => {
    const [first, second] = [of(a), of(b)]
    if (first === null && second === null) return []
    const isQueueIn = of === prefill && [a, b].some(({ split }) => split.source === 'stream')
    const said = { name: isQueueIn ? 'Queue + prefill' : name, a: format(first, a), b: format(second, b) }
    if (first === null || second === null) return [{ ...said, change: '', tone: 'none' as const }]
    if (first === second || (first !== 0 && Math.abs(second / first - 1) < NOTICEABLE))
      return [{ ...said, change: 'same', tone: 'none' as const }]
    const isMore = second > first
    const tone = worse === 'neither' ? ('none' as const) : isMore === (worse === 'more') ? ('bad' as const) : ('good' as const)
    const change = isFew || first === 0 ? `${isMore ? '+' : '−'}${format(Math.abs(second - first), b)}` : changeOf(second / first)
    return [{ ...said, change, tone }]
  })
}

function changeOf(factor: number): string {
  if (factor >= 3) return `× ${factor.toFixed(factor < 10 ? 1 : 0)}`
  const percent = Math.round((factor - 1) * 100)
  return `${percent > 0 ? '+' : '−'}${Math.abs(percent)} %`
}
