import type { Price } from './price.ts'

/** Two prices of one name for the same days: which one counts would be chance. */
export function findOverlaps(prices: readonly Price[]): { readonly earlier: Price; readonly later: Price }[] {
  const byModel = new Map<string, Price[]>()
  const found: { earlier: Price; later: Price }[] = []
  for (const later of prices) {
    const others = byModel.get(later.model) ?? []
    const earlier = others.find(({ fromMs, untilMs }) => fromMs < later.untilMs && later.fromMs < untilMs)
    if (earlier) found.push({ earlier, later })
    byModel.set(later.model, [...others, later])
  }
  return found
}
