import { describe, expect, it } from 'vitest'
import { costReport } from '../../src/cost/cost-report.ts'
import { parsePrices } from '../../src/cost/parse-prices.ts'
import { costOfTokens, findPrice, type Price } from '../../src/cost/price.ts'
import { formatPriceProblem } from '../../src/cost/price-problem.ts'
import { splitPeriod } from '../../src/cost/split-period.ts'

const HEAD = 'currency: EUR\nsource: https://example.com/prices\nprices:\n'
const wrong = (yaml: string): string[] => parsePrices(yaml, 'p.yaml').problems.map((problem) => formatPriceProblem(problem, 'p.yaml'))

describe('a table of prices', () => {
  it('is read with its defaults: cached as input, reasoning as output, valid for ever', () => {
    expect(parsePrices(`${HEAD}  - model: m\n    input: 2\n    output: 8\n`, 'p.yaml')).toEqual({
      prices: [
        {
          model: 'm',
          fromMs: Number.NEGATIVE_INFINITY,
          untilMs: Number.POSITIVE_INFINITY,
          input: 2,
          cachedInput: 2,
          output: 8,
          reasoning: 8,
          currency: 'EUR',
          source: 'https://example.com/prices',
          place: 'p.yaml:4',
        },
      ],
      problems: [],
    })
  })

  it('ends after the last day that it names', () => {
    const [price] = parsePrices(
      `${HEAD}  - model: m\n    from: 2026-02-01\n    until: 2026-02-28\n    input: 2\n    output: 8\n`,
      'p',
    ).prices
    expect([price?.fromMs, price?.untilMs]).toEqual([Date.UTC(2026, 1, 1), Date.UTC(2026, 2, 1)])
  })

  it.each<[name: string, yaml: string, problems: string[]]>([
    [
      'nothing',
      '',
      ['p.yaml:1:1: The file holds no keys. Write currency: USD and prices: with a list below it; tokenscope cost --help shows a table.'],
    ],
    [
      'no list',
      'currency: USD\nprices: 3\n',
      ['p.yaml:2:9: prices is no list of prices. Write prices: and below it - model: example-large* and its prices.'],
    ],
    [
      'no currency',
      'source: https://a.example\nprices:\n  - model: m\n    input: 1\n    output: 1\n',
      ['p.yaml:1:1: currency is missing. Write currency: USD.'],
    ],
    [
      'no source',
      'currency: USD\nprices:\n  - model: m\n    input: 1\n    output: 1\n',
      ['p.yaml:3:5: The price of m has no source. Write source: and the page where it was read, here or at the top.'],
    ],
    [
      'a day that is none',
      `${HEAD}  - model: m\n    from: 2026-02-30\n    input: 1\n    output: 1\n`,
      ['p.yaml:5:11: from 2026-02-30 is no day of the calendar. Write from: 2026-01-01.'],
    ],
    [
      'an end before the beginning',
      `${HEAD}  - model: m\n    from: 2026-02-02\n    until: 2026-02-01\n    input: 1\n    output: 1\n`,
      ['p.yaml:4:5: The price of m ends before it begins. Let until be the same day as from, or later.'],
    ],
    [
      'a negative price',
      `${HEAD}  - model: m\n    input: -1\n    output: 1\n`,
      ['p.yaml:5:12: input -1 is no price: a number from 0 on, for a million tokens, without a currency sign. Write input: 2.50.'],
    ],
    [
      'two prices for one day',
      `${HEAD}  - model: m\n    until: 2026-02-01\n    input: 1\n    output: 1\n  - model: m\n    from: 2026-02-01\n    input: 1\n    output: 1\n`,
      [
        'p.yaml:8:1: m has a price for the same days in line 4. End the older one with until, on the day before the newer one begins with from.',
      ],
    ],
    [
      'a key twice',
      `${HEAD}  - model: m\n    input: 1\n    input: 2\n    output: 1\n`,
      ['p.yaml:6:5: "input" stands here a second time. Remove one of the two.'],
    ],
    [
      'a tab',
      'currency: USD\nprices:\n\t- model: m\n',
      ['p.yaml:3:1: This is not YAML: Tabs are not allowed as indentation. Correct the line, or the one above it.'],
    ],
    [
      'what a terminal obeys',
      `${HEAD}  - model: m\n    input: "\\e[31m${'x'.repeat(100)}"\n    output: 1\n`,
      [
        `p.yaml:5:12: input ?[31m${'x'.repeat(55)}… is no price: a number from 0 on, for a million tokens, without a currency sign. Write input: 2.50.`,
      ],
    ],
    [
      'an alias',
      `${HEAD}  - &a\n    model: m\n    input: 1\n    output: 1\n  - *a\n`,
      ['p.yaml:8:5: A price is keys with values. Write - model: example-large* and below it input: 2.50 and output: 10.00.'],
    ],
  ])('with %s is refused, with the place and what to type', (_name, yaml, problems) => {
    expect(wrong(yaml)).toEqual(problems)
  })
})

describe('a table that is too large', () => {
  it('is not read, and one with seventy thousand keys is refused at once', () => {
    expect(wrong('x'.repeat(600_000))).toEqual([
      'p.yaml:1:1: The file has 600000 characters. At most 524288 are read; is this a table of prices?',
    ])
    const keys = Array.from({ length: 70_000 }, (_, index) => index.toString(36)).join(':\n')
    expect(wrong(`${keys}:\n`).length).toBeGreaterThan(69_000)
  })
})

describe('the price of a model', () => {
  const { prices } = parsePrices(
    `${HEAD}  - {model: 'a*', input: 1, output: 1}\n  - {model: 'a-b*', input: 2, output: 2}\n  - {model: a-b-c, input: 3, output: 3, until: 2026-01-31}\n`,
    'p',
  )

  it.each([
    ['a', '2026-01-01', 1],
    ['a-b-d', '2026-01-01', 2],
    ['a-b-c', '2026-01-31', 3],
    ['a-b-c', '2026-02-01', 2],
    ['b', '2026-01-01', undefined],
  ])('%s on %s is that of its name, else of the longest beginning', (model, day, input) => {
    expect(findPrice(prices, model, Date.parse(day))?.input).toBe(input)
  })

  it('counts no more cached or reasoning tokens than there are tokens', () => {
    const price = { ...(prices[0] as Price), cachedInput: 0.5, reasoning: 3 }
    expect(costOfTokens(price, { input: 1e6, cachedInput: 5e6, output: 1e6, reasoning: 5e6 })).toBe(3.5)
  })
})

describe('the report', () => {
  const usage = { service: 's', model: 'm', requests: 1, input: 1e6, cachedInput: 0, output: 1e6, reasoning: 0 }
  const period = { from: 1_000, to: 3_000 }

  it('cuts the period where a price changes, and nowhere else', () => {
    const at = (fromMs: number, untilMs: number): Price => ({ fromMs, untilMs }) as Price
    const changes = [at(-Infinity, 2_000_000), at(2_000_000, Infinity), at(5_000_000, 6_000_000)]
    expect(splitPeriod(period, changes)).toEqual([
      { from: 1_000, to: 2_000 },
      { from: 2_000, to: 3_000 },
    ])
  })

  it('gives no cost to a model that had a price for a part of the period only, GPUs or not', () => {
    const { prices } = parsePrices(`${HEAD}  - {model: m, input: 1, output: 1, from: 1970-01-02}\n`, 'p')
    const parts = [0, 90_000].map((from) => ({ period: { from, to: from + 1 }, usage: [usage] }))
    const gpus = { hours: 1, load: undefined, perHour: 3, currency: 'EUR' }
    const { rows, totals, unknownModels, selfHosted } = costReport({ prometheus: '', period, parts, prices, gpus })
    expect([rows[0]?.cost, totals, unknownModels]).toEqual([undefined, [{ currency: 'EUR', cost: 3 }], ['m']])
    expect(selfHosted?.perMillionTokens).toBeUndefined()
  })

  it('keeps currencies apart', () => {
    const { prices } = parsePrices(`${HEAD}  - {model: m, input: 1, output: 1}\n`, 'p')
    const other = parsePrices(`${HEAD.replace('EUR', 'CNY')}  - {model: n, input: 7, output: 7}\n`, 'p').prices
    const parts = [{ period, usage: [usage, { ...usage, model: 'n' }] }]
    expect(costReport({ prometheus: '', period, parts, prices: [...prices, ...other] }).totals).toEqual([
      { currency: 'CNY', cost: 14 },
      { currency: 'EUR', cost: 2 },
    ])
  })
})
