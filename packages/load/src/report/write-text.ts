import type { Comparison } from '../baseline/compare.ts'
import type { LoadResult } from '../run/run-load.ts'
import { describeComparison } from './describe-comparison.ts'
import { formatNumber, formatSeconds, tellBreakPoint, tellMethod, tellTooFew, tellTwice, tellWorkload } from './sentences.ts'
import { stageRows } from './stage-rows.ts'

/** The run for a terminal. */
export function writeText(result: LoadResult, comparison?: Comparison): string {
  const { columns, rows } = stageRows(result.stages)
  const widths = columns.map((column, i) => Math.max(column.length, ...rows.map((row) => row[i]!.length)))
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd()
  const lines = [line(columns), ...rows.map(line), '', tellBreakPoint(result)]
  for (const { figures, verdict } of result.stages) {
    const missed = verdict.targets.filter(({ met }) => met === false)
    for (const { target, seen, wanted, unit } of missed) {
      const value = (number: number | undefined): string =>
        unit === 's' ? formatSeconds(number) : unit === 'ratio' ? `${formatNumber((number ?? 0) * 100)} %` : formatNumber(number)
      lines.push(`  at ${figures.stage.level}: ${target} is ${value(seen)}, the target ${value(wanted)}`)
    }
    const errors = Object.entries(figures.errors)
    if (errors.length > 0)
      lines.push(`  at ${figures.stage.level}: failed ${errors.map(([what, count]) => `${count} × ${what}`).join(', ')}`)
    if (figures.unreliable !== undefined) lines.push(`  at ${figures.stage.level}: no rate is reported, because ${figures.unreliable}`)
  }
  if (comparison) lines.push('', ...describeComparison(comparison))
  for (const remark of [tellTwice(result), tellTooFew(result)]) if (remark !== undefined) lines.push('', remark)
  lines.push('', tellWorkload(result), tellMethod(result))
  return `${lines.join('\n')}\n`
}
