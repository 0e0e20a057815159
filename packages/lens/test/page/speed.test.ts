import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPage } from '../../page/build-page.ts'
import { type Lens, startLens } from '../../src/index.ts'
import { chromiumMissing } from './find-chromium.ts'
import { openBrowser, type TestBrowser } from './open-browser.ts'
import { madeCalls } from './stub/made-calls.ts'
import { toOtlp } from './stub/to-otlp.ts'

const missing = chromiumMissing()
const LIMIT_BYTES = 150_000

it('the licences of what the page is built of go along', async () => {
  const licences = (await buildPage()).get('/licences.txt')?.content
  expect(licences?.match(/^(?:The )?MIT License/gim)).toHaveLength(4)
})

it(`the page weighs less than ${LIMIT_BYTES / 1000} kB compressed`, async () => {
  const contents = [...(await buildPage()).values()].map(({ content }) => content)
  const sum = (bytes: (content: string) => number): number => contents.reduce((total, content) => total + bytes(content), 0)
  const gzip = sum((content) => gzipSync(content).length)
  const brotli = sum((content) => brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).length)
  console.log(`page: ${(gzip / 1000).toFixed(1)} kB with gzip, ${(brotli / 1000).toFixed(1)} kB with brotli, ${contents.length} files`)
  expect(gzip).toBeLessThan(LIMIT_BYTES)
})

describe.skipIf(missing !== undefined)(`10,000 stored calls${missing === undefined ? '' : ` (${missing})`}`, () => {
  let browser: TestBrowser
  let lens: Lens
  beforeAll(async () => {
    ;[browser, lens] = await Promise.all([openBrowser(), startLens({ port: 0, otlpPort: false })])
    lens.importFile(toOtlp(madeCalls(10_000)))
  })
  afterAll(async () => {
    await browser?.close()
    await lens?.shutdown()
  })

  it('are painted within a second', async () => {
    const { page, close } = await browser.open(lens.url)
    const times: number[] = []
    for (let round = 0; round < 3; round++) {
      await page.reload({ waitUntil: 'commit' })
      times.push(
        Number(
          await page.evaluate(`new Promise((resolve) => {
            const look = () => document.querySelector('tbody tr') ? requestAnimationFrame(() => resolve(performance.now())) : requestAnimationFrame(look)
            look()
          })`),
        ),
      )
    }
    const paint = Number(await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"))
    console.log(
      `10,000 calls: rows on the screen after ${times.map((time) => time.toFixed(0)).join(', ')} ms; first paint of the last ${paint.toFixed(0)} ms`,
    )
    expect(Math.min(...times)).toBeLessThan(1_000)
    await close()
  })

  it('are scrolled to the very last, with few rows in the document at any time', async () => {
    const { page, complaints, close } = await browser.open(lens.url)
    await page.locator('tbody tr').first().waitFor()
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe('10001')
    expect(await page.locator('tbody tr').count()).toBeLessThan(80)
    await page.evaluate("document.querySelector('.rows').scrollTop = 1e9")
    await page.locator('tr[aria-rowindex="10001"]').waitFor({ timeout: 20_000 })
    expect(await page.locator('tbody tr').count()).toBeLessThan(80)
    expect(complaints).toEqual([])
    await close()
  })

  it('stay where the reader is when more come in above', async () => {
    const { page, close } = await browser.open(lens.url)
    await page.locator('tbody tr').first().waitFor()
    await page.evaluate("document.querySelector('.rows').scrollTop = 1500")
    const topRow = 'document.elementFromPoint(300, 300).closest("tr").dataset.key'
    await page.locator('tr[aria-rowindex="60"]').waitFor()
    const before = await page.evaluate(topRow)
    const newer = madeCalls(5, Date.now() + 5_000).map((call, index) => ({ ...call, traceId: `${index}1`.repeat(16) }))
    lens.importFile(toOtlp(newer))
    await page.getByText('10,005 calls').waitFor()
    expect(await page.evaluate(topRow)).toBe(before)
    await close()
  })

  it('may be followed by a flood: the page goes on, and ends with what the lens holds', async () => {
    const { page, complaints, close } = await browser.open(lens.url)
    await page.locator('tbody tr').first().waitFor()
    for (let round = 0; round < 8; round++) {
      const flood = madeCalls(600, Date.now() + 60_000 + round).map((call, index) => ({
        ...call,
        traceId: `${round}f`.repeat(14) + String(index).padStart(4, '0'),
      }))
      lens.importFile(toOtlp(flood))
      await page.evaluate('new Promise(requestAnimationFrame)')
    }
    await page.getByText(`${new Intl.NumberFormat('en').format(lens.status().calls)} calls`).waitFor()
    expect(await page.locator('tbody tr').first().getAttribute('data-key')).toMatch(/^7f7f7f/)
    expect(complaints).toEqual([])
    await close()
  })
})
