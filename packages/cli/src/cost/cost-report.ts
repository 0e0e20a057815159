import type { GpuHours } from './gpu-hours.ts'
import { costOfTokens, findPrice, type Price } from './price.ts'
import type { Period, Usage } from './read-usage.ts'

/** The cost of one service's calls to one model. */
export interface CostRow extends Usage {
  /** Undefined where a part of the tokens has no price. */
  readonly cost: number | undefined
  readonly currency: string
  readonly by: 'prices' | 'gpu-hours' | 'nothing'
}

/** What self-hosted models cost, by the hours of their GPUs. */
export interface SelfHosted extends GpuHours {
  readonly perHour: number
  readonly cost: number
  readonly currency: string
  readonly perMillionTokens: number | undefined
  readonly perMillionOutputTokens: number | undefined
}

export interface CostReport {
  readonly schema: 'tokenscope-cost/1'
  readonly period: Period
  readonly prometheus: string
  /** Dearest first. */
  readonly rows: readonly CostRow[]
  readonly totals: readonly { readonly currency: string; readonly cost: number }[]
  /** Models without a price for all of their days. */
  readonly unknownModels: readonly string[]
  /** Requests that were answered and whose tokens the server did not report: they are in no row. 0 where there are few, or where it is not known. */
  readonly uncountedRequests: number
  readonly selfHosted?: SelfHosted
}

/** What the applications used in a part of the period in which no price changes. */
export interface PartUsage {
  readonly period: Period
  readonly usage: readonly Usage[]
}

export interface ReportInput {
  readonly prometheus: string
  readonly period: Period
  readonly parts: readonly PartUsage[]
  readonly prices: readonly Price[]
  /** Requests that were answered, tokens reported or not. */
  readonly answered?: number
  /** With it, models without a price are taken for self-hosted. */
  readonly gpus?: GpuHours & { readonly perHour: number; readonly currency: string }
}

interface Sum {
  usage: Usage
  costs: Map<string, number>
  unpriced: boolean
}

/** Adds up. Pure. */
export function costReport({ prometheus, period, parts, prices, answered = 0, gpus }: ReportInput): CostReport {
  const sums = new Map<string, Sum>()
  for (const part of parts) for (const usage of part.usage) addUsage(sums, usage, findPrice(prices, usage.model, part.period.from * 1000))
  const selfHosted =
    gpus &&
    selfHostedCost(
      [...sums.values()].filter(({ unpriced, costs }) => unpriced && costs.size === 0),
      gpus,
    )
  const rows = [...sums.values()].map((sum) => toRow(sum, selfHosted)).sort((a, b) => (b.cost ?? -1) - (a.cost ?? -1))
  const totals = new Map<string, number>()
  for (const { cost, currency, by } of rows)
    if (cost !== undefined && by === 'prices') totals.set(currency, (totals.get(currency) ?? 0) + cost)
  if (selfHosted) totals.set(selfHosted.currency, (totals.get(selfHosted.currency) ?? 0) + selfHosted.cost)
  return {
    schema: 'tokenscope-cost/1',
    period,
    prometheus,
    rows,
    totals: [...totals].map(([currency, cost]) => ({ currency, cost })),
    uncountedRequests: uncounted(answered, rows),
    unknownModels: [...new Set(rows.filter(({ cost }) => cost === undefined).map(({ model }) => model))].sort(),
    ...(selfHosted && { selfHosted }),
  }
}

/** Two counters are stretched to the window each for itself: less than a hundredth says nothing. */
function uncounted(answered: number, rows: readonly CostRow[]): number {
  const missing = answered - rows.reduce((sum, { requests }) => sum + requests, 0)
  return missing > Math.max(1, answered / 100) ? Math.round(missing) : 0
}

function addUsage(sums: Map<string, Sum>, usage: Usage, price: Price | undefined): void {
  const key = JSON.stringify([usage.service, usage.model])
  const sum = sums.get(key) ?? {
    usage: { ...usage, requests: 0, input: 0, cachedInput: 0, output: 0, reasoning: 0 },
    costs: new Map(),
    unpriced: false,
  }
  const { requests, input, cachedInput, output, reasoning } = sum.usage
  sum.usage = {
    ...sum.usage,
    requests: requests + usage.requests,
    input: input + usage.input,
    cachedInput: cachedInput + usage.cachedInput,
    output: output + usage.output,
    reasoning: reasoning + usage.reasoning,
  }
  if (price) sum.costs.set(price.currency, (sum.costs.get(price.currency) ?? 0) + costOfTokens(price, usage))
  else sum.unpriced = true
  sums.set(key, sum)
}

function toRow({ usage, costs, unpriced }: Sum, selfHosted: SelfHosted | undefined): CostRow {
  const [[currency, cost] = ['', 0], ...others] = costs
  // A model whose currency changed in the period has no one cost.
  if (!unpriced && others.length === 0) return { ...usage, cost, currency, by: 'prices' }
  const perMillion = costs.size === 0 ? selfHosted?.perMillionTokens : undefined
  if (!selfHosted || perMillion === undefined) return { ...usage, cost: undefined, currency: '', by: 'nothing' }
  return { ...usage, cost: (tokensOf(usage) * perMillion) / 1_000_000, currency: selfHosted.currency, by: 'gpu-hours' }
}

/** Everything that the GPUs cost falls on the tokens that they gave: input and output alike, as one figure for all models. */
function selfHostedCost(sums: readonly Sum[], gpus: NonNullable<ReportInput['gpus']>): SelfHosted {
  const cost = gpus.hours * gpus.perHour
  const tokens = sums.reduce((total, { usage }) => total + tokensOf(usage), 0)
  const output = sums.reduce((total, { usage }) => total + usage.output, 0)
  return {
    ...gpus,
    cost,
    perMillionTokens: tokens > 0 ? (cost / tokens) * 1_000_000 : undefined,
    perMillionOutputTokens: output > 0 ? (cost / output) * 1_000_000 : undefined,
  }
}

function tokensOf({ input, output }: Usage): number {
  return input + output
}
