import type { Usage } from './usage.ts'

/** Prices of one model, in US dollars for a million tokens. */
export interface ModelPrice {
  inputPerMillion: number
  outputPerMillion: number
  /** Input tokens read from the provider's cache; default: the price of other input. */
  cacheReadPerMillion?: number
  /** Output tokens spent on reasoning; default: the price of other output. */
  reasoningPerMillion?: number
}

/** Prices by model name. A name that ends in `*` matches by its beginning; the longest match is taken. */
export type PriceTable = Readonly<Record<string, ModelPrice>>

/** Cost of one call in US dollars; undefined where the model has no price or the server reported no usage. */
export function costOf(prices: PriceTable, model: string | undefined, usage: Usage | undefined): number | undefined {
  if (model === undefined || usage === undefined) return undefined
  const price = priceOf(prices, model)
  if (!price || (usage.inputTokens === undefined && usage.outputTokens === undefined)) return undefined
  const cached = Math.min(usage.cacheReadInputTokens ?? 0, usage.inputTokens ?? 0)
  const input = (usage.inputTokens ?? 0) - cached
  const reasoning = Math.min(usage.reasoningOutputTokens ?? 0, usage.outputTokens ?? 0)
  const output = (usage.outputTokens ?? 0) - reasoning
  const perMillion =
    input * price.inputPerMillion +
    cached * (price.cacheReadPerMillion ?? price.inputPerMillion) +
    output * price.outputPerMillion +
    reasoning * (price.reasoningPerMillion ?? price.outputPerMillion)
  return perMillion / 1_000_000
}

function priceOf(prices: PriceTable, model: string): ModelPrice | undefined {
  if (Object.hasOwn(prices, model)) return prices[model]
  let best: string | undefined
  for (const name of Object.keys(prices)) {
    if (name.endsWith('*') && model.startsWith(name.slice(0, -1)) && name.length > (best?.length ?? 0)) best = name
  }
  return best === undefined ? undefined : prices[best]
}
