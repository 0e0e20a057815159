import { readFile } from 'node:fs/promises'
import { trace } from '@opentelemetry/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallDetail, CallSummary } from '../../src/api/index.ts'
import { startLens } from '../../src/index.ts'
import { callSketch, hex, post, tracesJson } from '../json-requests.ts'
import { chromiumMissing } from './find-chromium.ts'
import { openBrowser, type TestBrowser } from './open-browser.ts'
import { type RealCalls, STORIES, startRealCalls } from './real-calls.ts'

const missing = chromiumMissing()
const pathOf = ({ traceId, spanId }: CallSummary): string => `/call/${traceId}/${spanId}`

describe.skipIf(missing !== undefined)(`the page of one call${missing === undefined ? '' : ` (${missing})`}`, () => {
  let browser: TestBrowser
  let real: RealCalls
  let stalled: CallSummary
  let refused: CallSummary
  let reasoned: CallSummary
  beforeAll(async () => {
    ;[browser, real] = await Promise.all([openBrowser(), startRealCalls({ lens: { jaegerUrl: 'http://127.0.0.1:16686' } })])
    stalled = await real.chat(STORIES.stalled)
    refused = await real.chat(STORIES.refused)
    reasoned = await real.chat(STORIES.reasoned)
  })
  afterAll(async () => {
    await browser?.close()
    await real?.shutdown()
  })

  it('draws queue, first token, chunks by kind and stalls to scale, and says the same in words', async () => {
    const { page, complaints, close } = await browser.open(real.lens.url + pathOf(stalled))
    const line = page.getByRole('img', { name: /first token after/ })
    expect(await line.getAttribute('aria-label')).toMatch(
      /^The call took [\d.]+ m?s, .*first token after \d+ ms, 30 chunks of text, 30 tokens, a stall of \d+ ms at \d+ ms\.$/,
    )
    const detail = (await (await fetch(`${real.lens.url}/api/calls/${stalled.traceId}/${stalled.spanId}`)).json()) as CallDetail
    const [stall] = detail.timeline.stalls
    const box = (await page.locator('.stall rect').boundingBox())!
    const phases = (await page.locator('.phases').boundingBox())!
    // As wide against the whole call as the stall is long against it.
    expect(box.width / phases.width).toBeCloseTo(stall!.seconds / stalled.durationSeconds, 1)
    expect(await page.locator('.figures div', { hasText: 'Stalls' }).innerText()).toMatch(/1 · \d+ ms/)
    expect(await page.locator('.split dt').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^queue \+ prefill/), expect.stringMatching(/^decode/)]),
    )
    expect(complaints).toEqual([])
    await close()
  })

  it('keeps reasoning apart from text', async () => {
    const { page, close } = await browser.open(real.lens.url + pathOf(reasoned))
    await page.locator('.runs.reasoning').waitFor({ state: 'attached' })
    expect(await page.locator('.timeline .names text').allTextContents()).toEqual(expect.arrayContaining(['reasoning', 'text']))
    const [reasoning, text] = [(await page.locator('.runs.reasoning').boundingBox())!, (await page.locator('.runs.text').boundingBox())!]
    expect(reasoning.x).toBeLessThan(text.x)
    await close()
  })

  it('shows the attempt that was refused, with status and back-off, in the time line and in a table', async () => {
    const { page, close } = await browser.open(real.lens.url + pathOf(refused))
    expect(await page.locator('.retry text').textContent()).toMatch(/^429, again after 1\d\d ms$/)
    const row = page.locator('table', { hasText: 'Answer' }).locator('tbody tr')
    expect((await row.locator('td').allInnerTexts())[2]).toBe('429')
    await close()
  })

  it('stands in its trace as a tree, and leads to the other calls of it', async () => {
    const tracer = trace.getTracer('application')
    const [asked, answered] = await tracer.startActiveSpan('answer a question', async (span) => {
      const first = await real.chat(STORIES.plain)
      tracer.startSpan('execute_tool get_weather').end()
      const second = await real.chat(STORIES.plain)
      span.end()
      return [first, second]
    })
    await real.flush()
    const { page, close } = await browser.open(real.lens.url + pathOf(asked!))
    const names = page.locator('.span-name')
    await page.locator('.tree tbody tr').nth(3).waitFor()
    expect(await names.allTextContents()).toEqual([
      'answer a question',
      'chat Qwen3-4B-Instruct-2507 (this call)',
      'execute_tool get_weather',
      'chat Qwen3-4B-Instruct-2507',
    ])
    const [root, child] = [(await names.nth(0).locator('bdi').boundingBox())!, (await names.nth(1).locator('bdi').boundingBox())!]
    expect(child.x - root.x).toBe(14)
    await page.locator('.tree a').click()
    await page.waitForURL(real.lens.url + pathOf(answered!))
    await close()
  })

  it('marks where an answer broke off', async () => {
    const broken = await real.chat(STORIES.broken)
    const { page, close } = await browser.open(real.lens.url + pathOf(broken))
    expect(await page.locator('.broken text').textContent()).toBe('connection_error')
    const [mark, phases] = [(await page.locator('.broken path').first().boundingBox())!, (await page.locator('.phases').boundingBox())!]
    expect(Math.abs(mark.x - (phases.x + phases.width))).toBeLessThan(3)
    await close()
  })

  it('zooms by keys and by dragging, and goes back to the whole', async () => {
    const { page, close } = await browser.open(real.lens.url + pathOf(stalled))
    await page.locator('.stall rect').waitFor()
    const width = async (): Promise<number> => (await page.locator('.stall rect').boundingBox())!.width
    const whole = await width()
    await page.keyboard.press('+')
    expect((await width()) / whole).toBeCloseTo(2, 1)
    await page.keyboard.press('0')
    const box = (await page.locator('.timeline svg').boundingBox())!
    await page.mouse.move(box.x + box.width * 0.3, box.y + 80)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.6, box.y + 80, { steps: 4 })
    await page.mouse.up()
    expect((await width()) / whole).toBeGreaterThan(2.5)
    await page.getByRole('button', { name: 'All', exact: true }).click()
    expect(await width()).toBeCloseTo(whole, 0)
    await close()
  })

  it('leads to the trace in Jaeger and gives it as a file that the lens takes in again', async () => {
    const { page, close } = await browser.open(real.lens.url + pathOf(stalled))
    expect(await page.getByRole('link', { name: 'Jaeger' }).getAttribute('href')).toMatch(`http://127.0.0.1:16686/trace/${stalled.traceId}`)
    const waiting = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Export JSON' }).click()
    const download = await waiting
    const exported = JSON.parse(await readFile(await download.path(), 'utf8')) as { resourceSpans: unknown[] }
    expect(exported.resourceSpans).toHaveLength(1)
    await close()
  })

  it('says that a call is not here yet, and shows it by itself when it comes', async () => {
    const call = await real.chat(STORIES.plain, { model: 'late-model' })
    const file = await (await fetch(`${real.lens.url}/api/calls/${call.traceId}/${call.spanId}/export`)).text()
    const traceId = 'cd'.repeat(16)
    const { page, close } = await browser.open(`${real.lens.url}/call/${traceId}/${call.spanId}`)
    await page.getByRole('heading', { name: 'This call is not here' }).waitFor()
    await fetch(`${real.lens.url}/api/import`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: file.replaceAll(call.traceId, traceId),
    })
    await page.getByRole('heading', { name: 'Time line' }).waitFor()
    expect(await page.locator('h1').innerText()).toBe('late-model chat')
    await close()
  })

  it('stays while it is read, although the lens has let the call go', async () => {
    const lens = await startLens({ port: 0, otlpPort: false, maxCalls: 100 })
    const traceId = 'ab'.repeat(16)
    await post(`${lens.url}/v1/traces`, tracesJson([callSketch({ traceId, spanId: hex(1, 16) })]))
    const { page, close } = await browser.open(`${lens.url}/call/${traceId}/${hex(1, 16)}`)
    await page.getByRole('heading', { name: 'Time line' }).waitFor()
    await page.getByText('Live').first().waitFor()
    // More than a page is told of one by one: it is told to ask again.
    await post(
      `${lens.url}/v1/traces`,
      tracesJson(Array.from({ length: 300 }, (_, index) => callSketch({ traceId: hex(index + 1, 32), at: index + 1 }))),
    )
    await page.getByText('The lens no longer holds this call').waitFor()
    expect(await page.getByRole('heading', { name: 'Time line' }).count()).toBe(1)
    await close()
    await lens.shutdown()
  })

  it('says that there is nothing at an address that means nothing', async () => {
    const { page, close } = await browser.open(`${real.lens.url}/call/nonsense`)
    await page.getByRole('heading', { name: 'No such page' }).waitFor()
    await close()
  })
})
