import type { PriceTable } from '@tokenscope/openai'
import type { CommandContext } from '../command.ts'
import type { CostFormat } from './cost-request.ts'
import { parsePrices } from './parse-prices.ts'
import { findPrice, type Price } from './price.ts'
import { formatPriceProblem } from './price-problem.ts'
import { readTable } from './read-prices.ts'

const MOST_SHOWN = 50

/** `tokenscope cost --check`: 0 where the table can be used, 1 where something is wrong with it. */
export async function checkPrices(file: string, format: CostFormat, { cwd, print, log }: CommandContext): Promise<number> {
  const { text } = await readTable(file, cwd)
  const { prices, problems } = parsePrices(text, file)
  const nowMs = Date.now()
  const valid = prices.filter((price) => findPrice(prices, price.model, nowMs) === price)
  if (format === 'json') {
    const inDollars = problems.length > 0 ? [] : valid.filter(({ currency }) => currency === 'USD')
    print(JSON.stringify({ file, valid: problems.length === 0, problems, prices: toPriceTable(inDollars) }, null, 2))
    if (problems.length === 0 && inDollars.length < valid.length) {
      log(`prices is empty: the option of the wrapper takes US dollars, and ${file} is in ${valid[0]?.currency}.`)
    }
  } else {
    for (const problem of problems.slice(0, MOST_SHOWN)) print(formatPriceProblem(problem, file))
    if (problems.length > MOST_SHOWN) print(`… and ${problems.length - MOST_SHOWN} more; --format json shows all.`)
    const models = new Set(prices.map(({ model }) => model)).size
    if (problems.length === 0) {
      print(`${file} is good: ${prices.length} prices of ${models} models, ${valid.length} of them valid today.`)
      for (const price of valid) print(`  ${describe(price)}`)
    }
  }
  return problems.length === 0 ? 0 : 1
}

/** What `prices` of `instrumentOpenAI()` and `start()` takes: US dollars. */
function toPriceTable(prices: readonly Price[]): PriceTable {
  return Object.fromEntries(
    prices.map(({ model, input, cachedInput, output, reasoning }) => [
      model,
      { inputPerMillion: input, outputPerMillion: output, cacheReadPerMillion: cachedInput, reasoningPerMillion: reasoning },
    ]),
  )
}

function describe({ model, input, cachedInput, output, reasoning, currency, source }: Price): string {
  const special = [cachedInput === input ? '' : `, cached ${cachedInput}`, reasoning === output ? '' : `, reasoning ${reasoning}`].join('')
  return `${model}: input ${input}, output ${output}${special} ${currency} for a million tokens (${source})`
}
