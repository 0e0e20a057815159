import { waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallSummary } from '../../src/api/index.ts'
import { chromiumMissing } from './find-chromium.ts'
import { openBrowser, type TestBrowser } from './open-browser.ts'
import { type RealCalls, STORIES, startRealCalls } from './real-calls.ts'

const missing = chromiumMissing()
const keyOf = ({ traceId, spanId }: CallSummary): string => `${traceId}-${spanId}`

describe.skipIf(missing !== undefined)(`the comparison of two calls${missing === undefined ? '' : ` (${missing})`}`, () => {
  let browser: TestBrowser
  let real: RealCalls
  let plain: CallSummary
  let stalled: CallSummary
  beforeAll(async () => {
    ;[browser, real] = await Promise.all([openBrowser(), startRealCalls()])
    plain = await real.chat(STORIES.plain)
    stalled = await real.chat(STORIES.stalled)
  })
  afterAll(async () => {
    await browser?.close()
    await real?.shutdown()
  })

  it('is reached with c on one row and c on another', async () => {
    const { page, complaints, close } = await browser.open(real.lens.url)
    await page.locator('tbody tr').nth(1).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('c')
    await page.locator('.marking').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('c')
    await page.getByRole('heading', { name: 'Compare' }).waitFor()
    expect(new URL(page.url()).pathname).toBe(`/compare/${keyOf(stalled)}/${keyOf(plain)}`)
    expect(complaints).toEqual([])
    await close()
  })

  it('puts both on one axis and says what differs', async () => {
    const { page, close } = await browser.open(`${real.lens.url}/compare/${keyOf(plain)}/${keyOf(stalled)}`)
    await page.locator('.timeline svg').nth(1).waitFor()
    const axes = page.locator('.axis')
    expect(await axes.nth(0).textContent()).toBe(await axes.nth(1).textContent())
    const [a, b] = [(await page.locator('.phases').nth(0).boundingBox())!, (await page.locator('.phases').nth(1).boundingBox())!]
    expect(a.x).toBe(b.x)
    expect(a.width / b.width).toBeCloseTo(plain.durationSeconds / stalled.durationSeconds, 1)
    const stalls = page.locator('.differences tr', { hasText: 'Stalls' })
    expect(await stalls.locator('td').allInnerTexts()).toEqual(['0', '1', '+1'])
    expect(await stalls.locator('td').nth(2).getAttribute('class')).toBe('number bad')
    await page.getByRole('link', { name: 'Swap' }).click()
    await page.waitForURL(`${real.lens.url}/compare/${keyOf(stalled)}/${keyOf(plain)}`)
    await stalls.getByText('−1', { exact: true }).waitFor()
    expect(await stalls.locator('td').allInnerTexts()).toEqual(['1', '0', '−1'])
    await waitFor(async () => (await axes.nth(0).textContent()) === (await axes.nth(1).textContent()), { what: 'one axis' })
    await close()
  })

  it('says which of the two is not held', async () => {
    const { page, close } = await browser.open(`${real.lens.url}/compare/${keyOf(plain)}/${'ef'.repeat(16)}-${'ef'.repeat(8)}`)
    await page.getByRole('heading', { name: 'This call is not here' }).waitFor()
    expect(await page.locator('.empty').innerText()).toContain('ef'.repeat(16))
    await close()
  })
})
