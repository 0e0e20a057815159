import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { missingBinaries } from '@tokenscope/stack'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CostReport } from '../../src/cost/cost-report.ts'
import { type Ran, runTokenscope } from '../run-tokenscope.ts'
import { startBackFilled } from './back-filled-prometheus.ts'
import { twoServices } from './two-services.ts'

const missing = await missingBinaries(['prometheus', 'promtool'])
const DAY_MINUTES = 1_440
const EXAMPLE = join(import.meta.dirname, '../../../docs/prices.example.yaml')

let folder: string
let prometheus: Awaited<ReturnType<typeof startBackFilled>>

const cost = (...args: string[]): Promise<Ran> =>
  runTokenscope(['cost', '--prometheus', prometheus.url, '--window', '1d', ...args], {}, folder)
const report = async (...args: string[]): Promise<CostReport> => JSON.parse((await cost('--format', 'json', ...args)).stdout) as CostReport

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tokenscope-cost-test-'))
  // The price changed when today began; example-small is priced as a whole.
  const today = new Date().toISOString().slice(0, 10)
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
  const head = 'currency: EUR\nsource: https://example.com/prices\nprices:\n'
  const large = (days: string, input: number): string =>
    `  - model: example-large*\n    ${days}\n    input: ${input}\n    cached_input: 0.25\n    output: 10\n    reasoning: 20\n`
  await writeFile(join(folder, 'prices.yaml'), `${head}${large(`until: ${yesterday}`, 4)}${large(`from: ${today}`, 2)}`)
  await writeFile(join(folder, 'small.yaml'), `${head}  - model: example-small\n    input: 1\n    output: 1\n`)
  await writeFile(join(folder, 'bad.yaml'), `${head}  - model: example-*large\n    input: 2,50\n    ouput: 10\n`)
  if (missing === undefined) prometheus = await startBackFilled(26, twoServices())
}, 120_000)
afterAll(async () => {
  await prometheus?.shutdown()
  await rm(folder, { recursive: true })
})

describe.skipIf(missing)(`tokenscope cost${missing ? ` (${missing})` : ''}`, () => {
  it('prices the tokens of each day by the prices of that day, cached and reasoning tokens apart', async () => {
    const { rows, totals, unknownModels } = await report('--prices', 'prices.yaml,small.yaml')
    const sinceMidnight = (Date.now() % 86_400_000) / 86_400_000
    const newInput = (800 - 300) * DAY_MINUTES * sinceMidnight * 2
    const oldInput = (800 - 300) * DAY_MINUTES * (1 - sinceMidnight) * 4
    const large = (newInput + oldInput + DAY_MINUTES * (300 * 0.25 + (100 - 20) * 10 + 20 * 20)) / 1_000_000
    expect(rows.map(({ service, model, currency, by }) => [service, model, currency, by])).toEqual([
      ['chat', 'example-large-2026', 'EUR', 'prices'],
      ['search', 'example-small', 'EUR', 'prices'],
      ['chat', 'mystery', '', 'nothing'],
    ])
    expect(near(rows[0]?.cost, large)).toBe(true)
    expect(near(rows[1]?.cost, (50 * DAY_MINUTES) / 1_000_000)).toBe(true)
    expect(near(rows[0]?.requests, 10 * DAY_MINUTES)).toBe(true)
    expect(near(totals[0]?.cost, large + (50 * DAY_MINUTES) / 1_000_000)).toBe(true)
    expect(unknownModels).toEqual(['mystery'])
  })

  it('names models without a price, and ends with 1', async () => {
    const { code, stdout } = await cost('--prices', 'prices.yaml,small.yaml')
    expect(code).toBe(1)
    expect(stdout).toContain('No price for mystery: not in the total.')
    expect(stdout).toMatch(/^chat {5}example-large-2026 +14,\d{3} +1\.1\d M +4\d{2},\d{3} +14\d,\d{3} +\d\.\d\d EUR +0\.000\d+ EUR$/m)
  })

  it('says how many requests were answered without their tokens', async () => {
    const { uncountedRequests } = await report('--prices', 'prices.yaml,small.yaml')
    expect(near(uncountedRequests, (20 - 13) * DAY_MINUTES)).toBe(true)
    const { stdout } = await cost('--prices', 'prices.yaml,small.yaml')
    expect(stdout).toMatch(/About (9,9|10,[0-2])\d\d requests were answered without their tokens/)
  })

  it('lets the hours of the GPUs fall on the tokens of models without a price', async () => {
    const { rows, selfHosted, unknownModels } = await report('--prices', 'prices.yaml,small.yaml', '--gpu-hour', '2.5', '--currency', 'EUR')
    expect(unknownModels).toEqual([])
    expect(near(selfHosted?.hours, 48)).toBe(true)
    expect(near(selfHosted?.cost, 120)).toBe(true)
    expect(near(selfHosted?.load, 0.4)).toBe(true)
    expect(near(selfHosted?.perMillionTokens, 120 / ((500 * DAY_MINUTES) / 1_000_000))).toBe(true)
    expect(near(selfHosted?.perMillionOutputTokens, 120 / ((100 * DAY_MINUTES) / 1_000_000))).toBe(true)
    expect(rows[0]).toMatchObject({ model: 'mystery', by: 'gpu-hours', currency: 'EUR' })
  })

  it('takes the number of GPUs that it is told, and ends with 0', async () => {
    const { code, stdout } = await cost('--gpu-hour', '2', '--gpus', '1')
    expect([code, stdout]).toEqual([0, expect.stringContaining('GPUs: 24 hours at 2.00 USD cost 48.00 USD:')])
  })
})

describe('tokenscope cost, told something wrong', () => {
  it.each<[name: string, args: string[], message: string]>([
    ['nothing', [], 'tokenscope cost needs prices: --prices prices.yaml for what is bought, --gpu-hour 2.5'],
    [
      'a table that is not there',
      ['--prices', 'no.yaml'],
      'There is no no.yaml; tokenscope cost --help shows how a table of prices is written.',
    ],
    ['a bad table', ['--prices', 'bad.yaml'], 'bad.yaml:5:12: input 2,50 is no price: a number from 0 on'],
    ['a window without a unit', ['--prices', 'small.yaml', '--window', '7'], '--window is "7"; write 90m, 24h, 7d or 4w: from 5m to 400d.'],
    ['a price with a sign', ['--gpu-hour', '$2'], '--gpu-hour is "$2"; it is the price of one GPU for one hour'],
    ['GPUs without a price', ['--gpus', '2', '--prices', 'small.yaml'], '--gpus needs --gpu-hour'],
    ['an unknown format', ['--prices', 'small.yaml', '--format', 'csv'], '--format is "csv"; allowed are text and json.'],
    ['an address that is none', ['--prices', 'small.yaml', '--prometheus', 'localhost'], 'The address of Prometheus is not one'],
    [
      'a Prometheus that does not listen',
      ['--prices', 'small.yaml', '--prometheus', 'http://127.0.0.1:1'],
      'Prometheus at http://127.0.0.1:1 cannot be reached',
    ],
    ['a check and a window', ['--check', 'small.yaml', '--window', '7d'], '--window means nothing beside --check'],
  ])('ends with 2 and says what to type: %s', async (_name, args, message) => {
    const { code, stderr } = await runTokenscope(['cost', ...args], {}, folder)
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)])
  })
})

describe('tokenscope cost, with nothing to price', () => {
  it.each([
    ['tokens', ['--prices', 'small.yaml'], /^Prometheus at \S+ has no tokens of this time\. .*tokenscope doctor/],
    ['GPU', ['--gpu-hour', '2'], /^Prometheus at \S+ knows no GPU in this time\. Say how many there were: --gpus 1\.\n$/],
  ])('ends with 3 where there is no %s', async (_name, args, message) => {
    const empty = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json')
      response.end('{"status":"success","data":{"resultType":"vector","result":[]}}')
    }).listen(0, '127.0.0.1')
    await once(empty, 'listening')
    const url = `http://127.0.0.1:${(empty.address() as AddressInfo).port}`
    const { code, stdout, stderr } = await runTokenscope(['cost', '--prometheus', url, ...args], {}, folder)
    empty.close()
    expect([code, stdout, stderr]).toEqual([3, '', expect.stringMatching(message)])
  })
})

describe('tokenscope cost --check', () => {
  it('says how many prices are good, and ends with 0', async () => {
    const { code, stdout } = await runTokenscope(['cost', '--check', 'prices.yaml'], {}, folder)
    expect(code).toBe(0)
    expect(stdout).toContain('prices.yaml is good: 2 prices of 1 models, 1 of them valid today.')
    expect(stdout).toContain(
      'example-large*: input 2, output 10, cached 0.25, reasoning 20 EUR for a million tokens (https://example.com/prices)',
    )
  })

  it('finds nothing wrong with the example in the documentation', async () => {
    const { code, stdout } = await runTokenscope(['cost', '--check', EXAMPLE], {}, folder)
    expect([code, stdout]).toEqual([0, expect.stringContaining('is good: 5 prices of 4 models, 4 of them valid today.')])
  })

  it('says with line and column what is wrong, and ends with 1', async () => {
    const { code, stdout } = await runTokenscope(['cost', '--check', 'bad.yaml'], {}, folder)
    expect(code).toBe(1)
    expect(stdout.split('\n')).toEqual([
      'bad.yaml:4:5: output is missing. Write output: 10.00.',
      'bad.yaml:4:12: model example-*large is no name of a model; a * may stand at its end alone. Write model: example-large*.',
      'bad.yaml:5:12: input 2,50 is no price: a number from 0 on, for a million tokens, without a currency sign. Write input: 2.50.',
      'bad.yaml:6:5: "ouput" is not a key here. Did you mean output?',
      '',
    ])
  })

  it('gives the prices of today as the option that the wrapper takes', async () => {
    const { stdout, stderr } = await runTokenscope(['cost', '--check', EXAMPLE, '--format', 'json'], {}, folder)
    const { prices } = JSON.parse(stdout) as { prices: Record<string, unknown> }
    expect(Object.keys(prices)).toEqual(['example-large*', 'example-small', 'example-reasoning', 'example-embedding'])
    expect(prices['example-reasoning']).toEqual({
      inputPerMillion: 1,
      outputPerMillion: 4,
      cacheReadPerMillion: 1,
      reasoningPerMillion: 2,
    })
    expect(stderr).toBe('')
  })

  it('gives no prices in another currency to the wrapper, which counts dollars', async () => {
    const { code, stdout, stderr } = await runTokenscope(['cost', '--check', 'small.yaml', '--format', 'json'], {}, folder)
    expect([code, JSON.parse(stdout)]).toEqual([0, { file: 'small.yaml', valid: true, problems: [], prices: {} }])
    expect(stderr).toBe('prices is empty: the option of the wrapper takes US dollars, and small.yaml is in EUR.\n')
  })
})

/** `increase()` reaches to the ends of its window by what it sees. */
function near(actual: number | undefined, expected: number): boolean {
  return actual !== undefined && Math.abs(actual - expected) <= 0.02 * expected
}
