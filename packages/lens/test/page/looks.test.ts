import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumMissing } from './find-chromium.ts'
import { findViolations } from './find-violations.ts'
import { openBrowser, type TestBrowser, takeScreenshot } from './open-browser.ts'
import { madeCalls } from './stub/made-calls.ts'
import { type StubLens, startStubLens } from './stub/start-stub-lens.ts'

const missing = chromiumMissing()
const calls = madeCalls(2_000)
const stalled = calls.find(({ stallCount, provider }) => stallCount > 0 && provider === 'vllm')!
const retried = calls.find(({ attemptCount, operation, outcome }) => attemptCount > 1 && operation === 'chat' && outcome === 'completed')!

/** Every page, and what is on it when it is ready. */
const PAGES = {
  calls: ['/', 'tbody tr:nth-child(20)'],
  call: [`/call/${stalled.traceId}/${stalled.spanId}`, '.curve .line'],
  'retried-call': [`/call/${retried.traceId}/${retried.spanId}`, '.retry'],
  compare: [`/compare/${stalled.traceId}-${stalled.spanId}/${retried.traceId}-${retried.spanId}`, '.side:nth-of-type(2) .curve'],
  overview: ['/overview', '.chart:nth-child(5) canvas'],
  gpu: ['/gpu', '.one-gpu canvas'],
  'no-match': ['/?q=nothing-like-it', '.empty'],
  'not-held': [`/call/${'0'.repeat(31)}1/${'0'.repeat(15)}1`, '.empty'],
} as const

describe.skipIf(missing !== undefined)(`how the pages look${missing === undefined ? '' : ` (${missing})`}`, () => {
  let browser: TestBrowser
  let lens: StubLens
  beforeAll(async () => {
    ;[browser, lens] = await Promise.all([openBrowser(), startStubLens({ calls })])
  })
  afterAll(async () => {
    await browser?.close()
    await lens?.shutdown()
  })

  // Barriers are looked for once in each theme and once at each width: colours alone are compared in colours.test.ts.
  for (const [width, judged] of [
    [1280, 'dark'],
    [400, 'light'],
  ] as const) {
    it(`has no barrier that axe-core finds, and fits ${width} px, in light and dark`, { timeout: 120_000 }, async () => {
      const { page, complaints, close } = await browser.open(lens.url, { viewport: { width, height: 860 } })
      const found: Record<string, readonly string[]> = {}
      for (const [name, [path, ready]] of Object.entries(PAGES)) {
        await page.goto(lens.url + path)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          await page.locator(ready).first().waitFor()
          if (colorScheme === judged) found[name] = await findViolations(page)
          await takeScreenshot(page, `${name}-${width}-${colorScheme}`)
        }
        const wide = Number(
          await page.evaluate("Math.max(document.documentElement.scrollWidth, document.querySelector('main').scrollWidth)"),
        )
        if (wide > width) found[`${name}, width`] = [`is ${wide} px wide`]
      }
      expect(Object.entries(found).filter(([, violations]) => violations.length > 0)).toEqual([])
      expect(Object.keys(found)).toEqual(Object.keys(PAGES))
      expect(complaints.filter((complaint) => !complaint.includes('404'))).toEqual([])
      await close()
    })
  }

  it('has no barrier in the help either, and tells its theme', async () => {
    const { page, close } = await browser.open(lens.url)
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    expect(await findViolations(page)).toEqual([])
    await takeScreenshot(page, 'help-1280-light')
    await page.keyboard.press('Escape')
    const ground = (): Promise<unknown> => page.evaluate('getComputedStyle(document.body).backgroundColor')
    const light = await ground()
    await page.getByRole('button', { name: 'Theme: auto' }).click()
    await page.getByRole('button', { name: 'Theme: light' }).click()
    expect(await ground()).not.toBe(light)
    const dark = await ground()
    await page.reload()
    await page.getByRole('button', { name: 'Theme: dark' }).waitFor()
    expect(await ground()).toBe(dark)
    await close()
  })

  it('says the name of the page to a screen reader when it changes, and nothing when a call comes in', async () => {
    const { page, close } = await browser.open(lens.url)
    await page.locator('tbody tr').first().waitFor()
    await page.evaluate(
      "window.said = []; new MutationObserver(() => window.said.push(document.querySelector('[role=status]').textContent)).observe(document.querySelector('[role=status]'), { childList: true, characterData: true, subtree: true })",
    )
    lens.add({ ...calls[0]!, traceId: 'fe'.repeat(16), startMs: Date.now(), model: 'came-in' })
    await page.locator('tbody tr', { hasText: 'came-in' }).waitFor()
    expect(await page.evaluate('window.said')).toEqual([])
    await page.getByRole('link', { name: 'Overview' }).click()
    await page.locator('.tiles').waitFor()
    expect(await page.evaluate("document.activeElement.tagName + ' ' + document.activeElement.textContent")).toBe('H1 Overview')
    expect(await page.title()).toBe('Overview · Tokenscope lens')
    await close()
  })
})
