import { decimal } from '../../promql/combine.ts'
import type { ObjectiveReport } from '../sla-report.ts'

/** Numbers of a report as people read them; what there is none of is a dash. */

export function formatMeasured(value: number | null, unit: ObjectiveReport['unit']): string {
  if (value === null) return '–'
  if (unit === 'ratio') return formatRatio(value)
  if (unit === 'seconds')
    return value !== 0 && Math.abs(value) < 1 ? `${Math.round(value * 1000)} ms` : `${decimal(Number(value.toPrecision(3)))} s`
  const number = decimal(Number(value.toPrecision(4)))
  return unit === 'tokens-per-second' ? `${number} tokens/s` : number
}

/** Three decimals of a percent; never a round 100 % or 0 % for what is not. */
export function formatRatio(ratio: number | null): string {
  if (ratio === null) return '–'
  const percent = Number((ratio * 100).toFixed(3))
  if (percent === 100 && ratio < 1 - 1e-9) return '99.999 %'
  if (percent === 0 && ratio > 1e-9) return '< 0.001 %'
  return `${percent} %`
}

/** What is left of the budget, in whole percents unless there is little of it. */
export function formatBudget(left: number | null): string {
  if (left === null) return '–'
  const percent = left * 100
  return `${Math.abs(percent) < 10 ? decimal(Number(percent.toFixed(1))) : Math.round(percent)} %`
}

export function formatBurnRate(rate: number | null): string {
  return rate === null ? '–' : `${decimal(Number(rate.toPrecision(3)))} ×`
}
