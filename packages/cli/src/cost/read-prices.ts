import { UsageError } from '../arguments/usage-error.ts'
import { readTextFile } from '../sla/read-targets-file.ts'
import { findOverlaps } from './find-overlaps.ts'
import { parsePrices } from './parse-prices.ts'
import type { Price } from './price.ts'
import { formatPriceProblem } from './price-problem.ts'

const MOST_SHOWN = 20

/** All prices of the tables, which are named with commas between them. Throws a {@link UsageError} that lists what is wrong. */
export async function readPrices(names: string, cwd: string): Promise<readonly Price[]> {
  const prices: Price[] = []
  const problems: string[] = []
  for (const name of names.split(',').map((part) => part.trim())) {
    const parsed = parsePrices((await readTable(name, cwd)).text, name)
    prices.push(...parsed.prices)
    problems.push(...parsed.problems.map((problem) => formatPriceProblem(problem, name)))
  }
  if (problems.length === 0) {
    problems.push(
      ...findOverlaps(prices).map(
        ({ earlier, later }) => `${later.place}: ${later.model} is priced for the same days in ${earlier.place}. Remove one.`,
      ),
    )
  }
  if (problems.length === 0) return prices
  const more = problems.length - MOST_SHOWN
  throw new UsageError([...problems.slice(0, MOST_SHOWN), ...(more > 0 ? [`… and ${more} more`] : [])].join('\n'))
}

/** The text of one table. Throws a {@link UsageError} that says why there is none. */
export async function readTable(name: string, cwd: string): Promise<{ name: string; text: string }> {
  try {
    return await readTextFile(name, cwd)
  } catch (error) {
    if (error instanceof UsageError && error.cause && (error.cause as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new UsageError(`There is no ${name}; tokenscope cost --help shows how a table of prices is written.`, { cause: error })
    }
    throw error
  }
}
