/** What one model costs in a time. */
export interface Price {
  /** A name, or with `*` at the end the beginning of names. */
  readonly model: string
  /** Valid from here, Unix milliseconds; minus infinity where the table names no beginning. */
  readonly fromMs: number
  /** Not valid from here on; infinity where the table names no end. */
  readonly untilMs: number
  /** For a million tokens. */
  readonly input: number
  readonly cachedInput: number
  readonly output: number
  readonly reasoning: number
  /** By ISO 4217. */
  readonly currency: string
  /** Where the price was read. */
  readonly source: string
  /** Where it stands: `prices.yaml:7`. */
  readonly place: string
}

/** Tokens of one kind each; `cachedInput` is part of `input`, `reasoning` of `output`. */
export interface TokenCounts {
  readonly input: number
  readonly cachedInput: number
  readonly output: number
  readonly reasoning: number
}

/** The price of a model at a time: of its name, else of the longest beginning that fits. */
export function findPrice(prices: readonly Price[], model: string, atMs: number): Price | undefined {
  let best: Price | undefined
  for (const price of prices) {
    if (atMs < price.fromMs || atMs >= price.untilMs || !fits(price.model, model)) continue
    if (price.model === model) return price
    if (best === undefined || price.model.length > best.model.length) best = price
  }
  return best
}

/** In the price's currency. */
export function costOfTokens({ input, cachedInput, output, reasoning }: Price, tokens: TokenCounts): number {
  const cached = Math.min(tokens.cachedInput, tokens.input)
  const reasoned = Math.min(tokens.reasoning, tokens.output)
  const perMillion = (tokens.input - cached) * input + cached * cachedInput + (tokens.output - reasoned) * output + reasoned * reasoning
  return perMillion / 1_000_000
}

function fits(pattern: string, model: string): boolean {
  return pattern.endsWith('*') ? model.startsWith(pattern.slice(0, -1)) : pattern === model
}
