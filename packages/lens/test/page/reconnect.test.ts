import { waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallSummary } from '../../src/api/index.ts'
import { startLens } from '../../src/index.ts'
import { chromiumMissing } from './find-chromium.ts'
import { openBrowser, type TestBrowser } from './open-browser.ts'
import { type RealCalls, STORIES, startRealCalls } from './real-calls.ts'

const missing = chromiumMissing()

describe.skipIf(missing !== undefined)(`a page that stays open${missing === undefined ? '' : ` (${missing})`}`, () => {
  let browser: TestBrowser
  let real: RealCalls
  beforeAll(async () => {
    ;[browser, real] = await Promise.all([openBrowser(), startRealCalls()])
  })
  afterAll(async () => {
    await browser?.close()
    await real?.shutdown()
  })

  const exportOf = async ({ traceId, spanId }: CallSummary): Promise<Buffer> =>
    Buffer.from(await (await fetch(`${real.lens.url}/api/calls/${traceId}/${spanId}/export`)).arrayBuffer())

  it('shows a call whose answer was still coming when the page was loaded again, in each of two tabs', async () => {
    const [left, right] = [await browser.open(real.lens.url), await browser.open(`${real.lens.url}/?outcome=completed`)]
    const call = real.chat({ tokens: 40, gapMs: 25 }, { model: 'in-mid-stream' })
    await waitFor(() => real.server.requests.some(({ body }) => JSON.stringify(body).includes('in-mid-stream')), { what: 'the request' })
    await left.page.reload()
    await call
    for (const { page, complaints, close } of [left, right]) {
      await page.locator('tbody tr', { hasText: 'in-mid-stream' }).waitFor()
      expect(await page.locator('tbody tr', { hasText: 'in-mid-stream' }).count()).toBe(1)
      expect(complaints).toEqual([])
      await close()
    }
  })

  it('says that the lens is gone, and goes on by itself when it is back', async () => {
    const first = await startLens({ port: 0, otlpPort: false })
    const port = Number(new URL(first.url).port)
    const earlier = await real.chat(STORIES.plain, { model: 'before-restart' })
    first.importFile(await exportOf(earlier))
    const { page, close } = await browser.open(first.url)
    await page.locator('tbody tr', { hasText: 'before-restart' }).waitFor()
    await page.getByText('Live').first().waitFor()
    await first.shutdown()
    await page.getByText('Connection lost, trying again').waitFor()
    const second = await startLens({ port, otlpPort: false })
    second.importFile(await exportOf(await real.chat(STORIES.plain, { model: 'after-restart' })))
    await page.locator('tbody tr', { hasText: 'after-restart' }).waitFor({ timeout: 20_000 })
    await page.getByText('1 call', { exact: true }).waitFor()
    expect(await page.locator('tbody tr').count()).toBe(1)
    // The list may be fetched before the stream of events is there again.
    await page.locator('.connection.live').waitFor()
    await close()
    await second.shutdown()
  })

  it('shows on resuming what came while it was paused, also from a lens that was started again', async () => {
    const first = await startLens({ port: 0, otlpPort: false })
    const port = Number(new URL(first.url).port)
    const { page, close } = await browser.open(first.url)
    await page.getByText('Live').first().waitFor()
    await page.getByRole('button', { name: 'Pause' }).click()
    await first.shutdown()
    await page.getByText('Connection lost, trying again').waitFor()
    const second = await startLens({ port, otlpPort: false })
    second.importFile(await exportOf(await real.chat(STORIES.plain, { model: 'while-away' })))
    await page.getByText('Live').first().waitFor()
    await page.getByRole('button', { name: 'Resume' }).click()
    await page.locator('tbody tr', { hasText: 'while-away' }).waitFor()
    await close()
    await second.shutdown()
  })

  it('misses no call that comes between the list and the stream of events', async () => {
    const { page, close } = await browser.open(real.lens.url)
    let letThrough = (): void => {}
    await page.route('**/api/events', async (route) => {
      await new Promise<void>((resolve) => (letThrough = resolve))
      await route.continue()
    })
    await page.reload()
    await page.locator('tbody tr').first().waitFor()
    await real.chat(STORIES.plain, { model: 'in-between' })
    letThrough()
    await page.locator('tbody tr', { hasText: 'in-between' }).waitFor()
    await close()
  })

  it('opens no second stream of events and keeps its list bounded while calls come in', async () => {
    const { page, close } = await browser.open(real.lens.url)
    await page.locator('tbody tr').first().waitFor()
    await waitFor(() => real.lens.status().listeners === 1, { what: 'one listener' })
    await page.getByRole('link', { name: 'Overview' }).click()
    await page.getByRole('link', { name: 'Calls' }).click()
    await real.chat(STORIES.plain, { model: 'still-one' })
    await page.locator('tbody tr', { hasText: 'still-one' }).waitFor()
    expect(real.lens.status().listeners).toBe(1)
    await close()
    await waitFor(() => real.lens.status().listeners === 0, { what: 'no listener' })
  })

  it('gives its connection back after a minute in the background, and takes it up again with what was missed', async () => {
    const { page, close } = await browser.open(real.lens.url)
    await page.locator('tbody tr').first().waitFor()
    await page.clock.install()
    const turn = (state: string): Promise<unknown> =>
      page.evaluate(
        `Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true }); document.dispatchEvent(new Event('visibilitychange'))`,
      )
    await turn('hidden')
    await page.clock.fastForward(61_000)
    await waitFor(() => real.lens.status().listeners === 0, { what: 'no listener' })
    await real.chat(STORIES.plain, { model: 'in-the-dark' })
    await page.clock.resume()
    await turn('visible')
    await page.locator('tbody tr', { hasText: 'in-the-dark' }).waitFor()
    expect(real.lens.status().listeners).toBe(1)
    await close()
  })
})
