import { parseTargets } from '@tokenscope/sla'
import { waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLens } from '../../src/index.ts'
import { BASE_MS, callSketch, post, tracesJson } from '../json-requests.ts'
import { chromiumMissing } from './find-chromium.ts'
import { openBrowser, type TestBrowser } from './open-browser.ts'
import { type RealCalls, STORIES, startRealCalls } from './real-calls.ts'

const missing = chromiumMissing()

const SLA = `
p95_response_time: 5s
error_rate: 1%
`

describe.skipIf(missing !== undefined)(`overview and GPU${missing === undefined ? '' : ` (${missing})`}`, () => {
  let browser: TestBrowser
  let real: RealCalls
  beforeAll(async () => {
    const lens = { sla: { name: 'sla.yaml', targets: parseTargets(SLA) } }
    ;[browser, real] = await Promise.all([openBrowser(), startRealCalls({ lens, gpu: true })])
    await real.chat(STORIES.plain)
    await real.chat(STORIES.plain)
    await real.chat(STORIES.broken, { model: 'gpt-5-mini' })
  })
  afterAll(async () => {
    await browser?.close()
    await real?.shutdown()
  })

  it('shows each target of the SLA with its value, and which is missed', async () => {
    const { page, complaints, close } = await browser.open(`${real.lens.url}/overview`)
    await page.locator('.tiles li').nth(1).waitFor()
    const response = page.locator('.tiles li', { hasText: 'p95 response time' })
    expect(await response.getAttribute('class')).toBe('met')
    expect(await response.innerText()).toContain('≤ 5.00 s')
    const errors = page.locator('.tiles li', { hasText: 'error rate' })
    expect(await errors.getAttribute('class')).toBe('breached')
    expect(await errors.locator('.value').innerText()).toBe('33.3 %\n3 calls')
    expect(complaints).toEqual([])
    await close()
  })

  it('says in the list which target a call missed', async () => {
    const { page, close } = await browser.open(`${real.lens.url}/?verdict=breached`)
    const mark = page.locator('tbody .verdict .mark').first()
    expect([await mark.textContent(), await mark.getAttribute('title')]).toEqual(['breached: errors', 'breached error_rate'])
    await close()
  })

  it('draws what happened over time, and tells the figures to who cannot see it', async () => {
    const { page, close } = await browser.open(`${real.lens.url}/overview?minutes=5`)
    await page.locator('.chart canvas').nth(4).waitFor()
    const names = await page.locator('.plot').evaluateAll((plots) => plots.map((plot) => plot.getAttribute('aria-label')))
    expect(names.map((name) => name?.split('.')[0])).toEqual([
      'Response time',
      'First token',
      'Output tokens per second',
      'In flight',
      'Calls',
    ])
    expect(names[0]).toMatch(/p50: \d+ ms now, \d+ ms at most/)
    expect(await page.locator('.figures div', { hasText: 'Failed' }).locator('dd').innerText()).toBe('1')
    await page.getByRole('link', { name: 'connection_error' }).click()
    await page.getByText('1 call', { exact: true }).waitFor()
    expect(new URL(page.url()).search).toBe('?errorType=connection_error')
    expect(await page.getByLabel('Error type').inputValue()).toBe('connection_error')
    await page.goBack()
    await page.getByRole('link', { name: 'gpt-5-mini' }).click()
    await page.getByText('1 call', { exact: true }).waitFor()
    expect(new URL(page.url()).search).toBe('?model=gpt-5-mini')
    await close()
  })

  it('shows the GPU on the time axis of the calls', async () => {
    const { page, complaints, close } = await browser.open(`${real.lens.url}/gpu`)
    await page.locator('.one-gpu canvas').first().waitFor()
    const named = (title: string): Promise<string | null> =>
      page.getByRole('img', { name: new RegExp(`^${title}\\.`) }).getAttribute('aria-label')
    expect(await named('Load')).toMatch(/busy: 87.0 % now/)
    expect(await named('Memory')).toMatch(/: 14.0 GiB now/)
    const axes = await page.evaluate(
      "[...document.querySelectorAll('.u-over')].map((over) => [over.getBoundingClientRect().width, over.style.left].join())",
    )
    expect(new Set(axes as string[]).size).toBe(1)
    expect(complaints).toEqual([])
    await close()
  })

  it('draws a call that stands alone, also in the last bucket', async () => {
    const lens = await startLens({ port: 0, otlpPort: false })
    const attributes = { 'tokenscope.time_to_first_token': 0.2 }
    await post(`${lens.url}/v1/traces`, tracesJson([callSketch({ at: Date.now() - BASE_MS - 1_000, attributes })]))
    const { page, complaints, close } = await browser.open(`${lens.url}/overview?minutes=1440`)
    await page.locator('.chart canvas').nth(4).waitFor()
    const drawn = (chart: number, isMeant: string): Promise<unknown> =>
      page.evaluate(`(() => {
        const canvas = document.querySelectorAll('.chart canvas')[${chart}]
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
        const isMeant = ${isMeant}
        let count = 0
        for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 100 && isMeant(data[at], data[at + 1], data[at + 2])) count++
        return count
      })()`)
    // Nothing else is nearly black, or blue.
    await expect.poll(() => drawn(1, '(r, g, b) => r < 60 && g < 60 && b < 60')).toBeGreaterThan(5)
    await expect.poll(() => drawn(4, '(r, g, b) => b > r + 80')).toBeGreaterThan(50)
    expect(complaints).toEqual([])
    await close()
    await lens.shutdown()
  })

  it('says what to do where there is no SLA, no GPU and no call', async () => {
    const empty = await startLens({ port: 0, otlpPort: false })
    const { page, complaints, close } = await browser.open(`${empty.url}/overview`)
    await page.getByText('tokenscope lens --sla sla.yaml').waitFor()
    await page.getByText('No call has arrived yet').waitFor()
    await page.locator('.chart canvas').nth(4).waitFor()
    expect(await page.locator('.legend b').first().innerText()).toBe('–')
    await page.goto(`${empty.url}/gpu`)
    await page.getByRole('heading', { name: 'No GPU reports' }).waitFor()
    expect(complaints).toEqual([])
    await close()
    await empty.shutdown()
  })

  it('shows a call that ends while the overview is open', async () => {
    const { page, close } = await browser.open(`${real.lens.url}/overview`)
    const calls = page.locator('.figures div', { hasText: 'Calls' }).locator('dd')
    await calls.waitFor()
    const before = Number(await calls.innerText())
    await real.chat(STORIES.plain)
    await waitFor(async () => Number(await calls.innerText()) === before + 1, { what: 'one more call on the overview' })
    await close()
  })
})
