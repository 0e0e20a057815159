import type { StageResult } from './run-load.ts'

/** Where the objectives stop being met. */
export interface BreakPoint {
  /** The highest level below the first breach at which everything was met; undefined where already the lowest breached. */
  readonly met: number | undefined
  /** The lowest level that breached; undefined where none did. */
  readonly breached: number | undefined
}

/** The levels on both sides are this close, at most, when the search ends. */
const CLOSE_ENOUGH = 1.1

/** Whether a stage says something about the server: figures that are the generator's own prove nothing. */
export function isJudged({ figures, verdict }: StageResult): boolean {
  if (verdict.verdict === 'unknown') return false
  return figures.unreliable === undefined || (figures.overloaded && verdict.verdict === 'breached')
}

export function findBreakPoint(results: readonly StageResult[]): BreakPoint | undefined {
  const known = results.filter(isJudged)
  if (known.length === 0) return undefined
  const levels = (wanted: 'met' | 'breached'): number[] =>
    known.filter(({ verdict }) => verdict.verdict === wanted).map(({ figures }) => figures.stage.level)
  const lowestBreach = levels('breached').length === 0 ? undefined : Math.min(...levels('breached'))
  const below = levels('met').filter((level) => lowestBreach === undefined || level < lowestBreach)
  return { met: below.length === 0 ? undefined : Math.max(...below), breached: lowestBreach }
}

/** The next level to try between the two sides; undefined where they are close, or one is not known. */
export function nextLevel(results: readonly StageResult[]): number | undefined {
  const { met, breached } = findBreakPoint(results) ?? {}
  if (met === undefined || breached === undefined || breached / met <= CLOSE_ENOUGH) return undefined
  const closedModel = results[0]!.figures.stage.model === 'closed'
  const middle = Math.sqrt(met * breached)
  const level = closedModel ? Math.round(middle) : Number(middle.toPrecision(3))
  const tried = results.some(({ figures }) => figures.stage.level === level)
  return tried || level <= met || level >= breached ? undefined : level
}
