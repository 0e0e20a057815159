import type { ChunkKind } from '@tokenscope/semconv'
import type { CallDetail, TokenRun } from '../../src/api/index.ts'
import type { Domain } from './time-axis.ts'
import type { TokenCurve } from './token-curve.ts'

export interface Lane {
  readonly kind: ChunkKind
  readonly runs: readonly TokenRun[]
  readonly chunks: number
}

const KINDS: readonly ChunkKind[] = ['reasoning', 'text', 'tool_call', 'refusal', 'audio', 'image', 'other']

export const KIND_NAMES: Readonly<Record<ChunkKind, string>> = {
  reasoning: 'reasoning',
  text: 'text',
  tool_call: 'tool call',
  refusal: 'refusal',
  audio: 'audio',
  image: 'image',
  other: 'other',
}

/** One lane for each kind of chunk that there is, in a fixed order. A run of several kinds stands in the lane of each. */
export function toLanes(runs: readonly TokenRun[]): readonly Lane[] {
  return KINDS.map((kind) => {
    const here = runs.filter(({ kind: first, kinds }) => first === kind || kinds.includes(kind))
    return { kind, runs: here, chunks: here.reduce((sum, { chunks }) => sum + chunks, 0) }
  }).filter(({ runs: here }) => here.length > 0)
}

/** From the call's start until its end, or until the last that is known of it; a little air behind. */
export function wholeDomain({ summary, timeline }: CallDetail): Domain {
  const ends = [summary.durationSeconds, timeline.lastToken ?? 0, ...timeline.stalls.map(({ offset, seconds }) => offset + seconds)]
  return { from: 0, to: Math.max(0.001, ...ends) * 1.015 }
}

export type ToX = (seconds: number) => number

/** One path for all the runs of a lane: rectangles at least `least` wide, so that a single chunk can be seen. */
export function lanePath(
  runs: readonly TokenRun[],
  toX: ToX,
  { top, height, least }: { top: number; height: number; least: number },
): string {
  let path = ''
  for (const { offset, offsetEnd } of runs) {
    const x = toX(offset)
    path += `M${round(x)} ${top}h${round(Math.max(least, toX(offsetEnd) - x))}v${height}h${-round(Math.max(least, toX(offsetEnd) - x))}z`
  }
  return path
}

/** The curve as a line, and closed to the ground as an area. */
export function curvePaths(
  curve: TokenCurve,
  toX: ToX,
  { bottom, height, end }: { bottom: number; height: number; end: number },
): { line: string; area: string } {
  if (curve.points.length === 0 || curve.total === 0) return { line: '', area: '' }
  const toY = (amount: number): number => bottom - (amount / curve.total) * height
  let line = `M${round(toX(0))} ${bottom}`
  for (const { at, amount } of curve.points) line += `L${round(toX(at))} ${round(toY(amount))}`
  line += `L${round(toX(end))} ${round(toY(curve.total))}`
  return { line, area: `${line}L${round(toX(end))} ${bottom}Z` }
}

function round(value: number): number {
  return Math.round(Math.max(-1e5, Math.min(1e5, value)) * 10) / 10
}
