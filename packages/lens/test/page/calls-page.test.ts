import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLens } from '../../src/index.ts'
import { post, tracesJson } from '../json-requests.ts'
import { chromiumMissing } from './find-chromium.ts'
import { openBrowser, type TestBrowser } from './open-browser.ts'
import { type RealCalls, STORIES, startRealCalls } from './real-calls.ts'

const missing = chromiumMissing()

describe.skipIf(missing !== undefined)(`the list of calls${missing === undefined ? '' : ` (${missing})`}`, () => {
  let browser: TestBrowser
  let real: RealCalls
  beforeAll(async () => {
    ;[browser, real] = await Promise.all([openBrowser(), startRealCalls()])
  })
  afterAll(async () => {
    await browser?.close()
    await real?.shutdown()
  })

  it('says what to do while there is no call, then shows one without a reload as soon as it has ended', async () => {
    const { page, complaints, close } = await browser.open(real.lens.url)
    expect(await page.locator('.empty').innerText()).toContain(`OTEL_EXPORTER_OTLP_ENDPOINT=${real.lens.otlpUrl}`)
    await real.chat(STORIES.plain)
    const row = page.locator('tbody tr').first()
    expect((await row.innerText()).split(/\s+/)).toEqual(expect.arrayContaining(['Qwen3-4B-Instruct-2507', 'ok', '→']))
    expect(await page.locator('.count').innerText()).toBe('1 call')
    await real.chat(STORIES.broken, { model: 'gpt-5-mini' })
    await page.locator('tbody tr', { hasText: 'gpt-5-mini' }).waitFor()
    expect(await page.locator('.count').innerText()).toBe('2 calls')
    expect(complaints).toEqual([])
    await close()
  })

  it('says what was refused, that what came holds no call, and that the file is gone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lens-page-'))
    const lens = await startLens({ port: 0, otlpPort: false, db: join(folder, 'lens.db') })
    await post(`${lens.url}/v1/traces`, tracesJson([{ name: 'GET /' }]))
    await post(`${lens.url}/v1/v1/traces`, tracesJson([{ name: 'GET /' }]))
    await rm(folder, { recursive: true })
    const { page, close } = await browser.open(lens.url)
    await page.getByText('1 request was refused. The last: tokenscope lens takes OTLP at').waitFor()
    await page.getByText('1 span has arrived, but none is a call of a model').waitFor()
    await page.getByRole('button', { name: 'Not saved' }).click()
    await page.getByRole('dialog').getByText('the file was removed').waitFor()
    await close()
    await lens.shutdown()
  })

  it('narrows by model, outcome, stall and text, keeps that in the address, and finds it again from the address', async () => {
    const stalled = await real.chat(STORIES.stalled)
    const { page, complaints, close } = await browser.open(real.lens.url)
    await page.getByLabel('Model', { exact: true }).selectOption('gpt-5-mini')
    await page.getByText('1 call', { exact: true }).waitFor()
    expect(new URL(page.url()).search).toBe('?model=gpt-5-mini')
    expect(await page.locator('tbody tr').count()).toBe(1)
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.getByText('3 calls', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Stalled' }).click()
    await page.getByText('1 call', { exact: true }).waitFor()
    expect(await page.locator('tbody tr').getAttribute('data-key')).toBe(`${stalled.traceId}-${stalled.spanId}`)
    await page.goto(`${real.lens.url}/?q=${stalled.traceId.slice(0, 9)}`)
    await page.getByText('1 call', { exact: true }).waitFor()
    expect(await page.getByLabel('Search by trace id, model or span name').inputValue()).toBe(stalled.traceId.slice(0, 9))
    await page.goto(`${real.lens.url}/?outcome=failed&model=Qwen3-4B-Instruct-2507`)
    await page.getByRole('heading', { name: 'No call matches' }).waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  it('leaves a call that does not match out of a narrowed list, and takes in one that does', async () => {
    const { page, close } = await browser.open(`${real.lens.url}/?model=live-model`)
    await page.getByRole('heading', { name: 'No call matches' }).waitFor()
    await real.chat(STORIES.plain, { model: 'another-model' })
    await real.chat(STORIES.plain, { model: 'live-model' })
    await page.locator('tbody tr').first().waitFor()
    expect(await page.locator('tbody tr').allInnerTexts()).toEqual([expect.stringContaining('live-model')])
    await close()
  })

  it('is walked with the keys: j and k move, Enter opens, u goes back, / searches, ? helps, p pauses', async () => {
    const { page, close } = await browser.open(real.lens.url)
    await page.locator('tbody tr').nth(2).waitFor()
    const keys = await page.locator('tbody tr').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-key')))
    const focused = (): Promise<unknown> => page.evaluate("document.activeElement.closest('tr')?.dataset.key ?? document.activeElement.id")
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    expect(await focused()).toBe(keys[1])
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Time line' }).waitFor()
    expect(page.url()).toBe(`${real.lens.url}/call/${keys[1]!.replace('-', '/')}`)
    await page.keyboard.press('u')
    await page.locator('tr.selected').waitFor()
    await page.keyboard.press('/')
    expect(await focused()).toBe('search')
    await page.keyboard.type('jk?')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.locator('tbody tr').nth(2).waitFor()
    await page.getByRole('searchbox').press('Enter')
    expect(await focused()).toBe(keys[0])
    await page.keyboard.press('?')
    await page
      .getByRole('dialog')
      .getByText('Mark', { exact: false })
      .first()
      .waitFor({ state: 'attached' })
      .catch(() => undefined)
    expect(await page.getByRole('dialog').getByRole('heading', { name: 'Keyboard' }).count()).toBe(1)
    await page.keyboard.press('Escape')
    await page.keyboard.press('p')
    await real.chat(STORIES.plain, { model: 'while-paused' })
    await page.getByRole('button', { name: 'Resume (1 new)' }).click()
    await page.locator('tbody tr', { hasText: 'while-paused' }).waitFor()
    await close()
  })

  it('takes in files of OTLP JSON, chosen or dropped, and says what is wrong with one that is none', async () => {
    const call = await real.chat(STORIES.plain, { model: 'exported' })
    const file = await (await fetch(`${real.lens.url}/api/calls/${call.traceId}/${call.spanId}/export`)).text()
    const other = file.replaceAll(call.traceId, 'ab'.repeat(16)).replaceAll('exported', 'imported')
    const { page, close } = await browser.open(real.lens.url)
    const said = page.getByRole('status')
    await page
      .getByLabel('Files of OTLP JSON')
      .setInputFiles({ name: 'trace.json', mimeType: 'application/json', buffer: Buffer.from(other) })
    await waitFor(async () => (await said.innerText()) === 'trace.json: 1 call in 1 span imported.', { what: 'the import to be told' })
    await page.locator('tbody tr', { hasText: 'imported' }).waitFor()
    await page.evaluate(`(() => {
      const data = new DataTransfer()
      data.items.add(new File(['not <b>json</b>'], 'notes.txt'))
      document.body.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, bubbles: true, cancelable: true }))
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
    })()`)
    await waitFor(async () => (await said.innerText()).startsWith('notes.txt: '), { what: 'the refusal to be told' })
    expect(await said.innerText()).toMatch(/JSON/)
    await close()
  })
})
