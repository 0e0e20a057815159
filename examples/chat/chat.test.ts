import { delimiter, dirname } from 'node:path'
import { controlledStream, type FakeNvidiaSmi, type FakeOpenAI, fakeNvidiaSmi, startFakeOpenAI, waitFor } from '@tokenscope/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findViolations } from '../../packages/lens/test/page/find-violations.ts'
import { chromiumMissing, openChromium } from './browser/open-chromium.ts'
import { type RunningChat, runChat } from './browser/run-chat.ts'
import { takeScreenshot } from './browser/take-screenshot.ts'

const missing = chromiumMissing()

describe.skipIf(missing)(`the chat example in a browser${missing ? ` (${missing})` : ''}`, () => {
  let browser: Browser
  let model: FakeOpenAI
  let gpu: FakeNvidiaSmi
  let chat: RunningChat
  let page: Page
  /** Whatever the page asked for, and whatever it complained of. */
  let asked: string[]
  let complaints: string[]

  beforeAll(async () => {
    ;[browser, model] = await Promise.all([openChromium(), startFakeOpenAI({ script: { tokens: 12, gapMs: 5 } })])
    gpu = await fakeNvidiaSmi({ gpus: [{ name: 'NVIDIA L4', fields: { 'memory.used': 11_520, 'memory.total': 23_040 } }] })
    const path = `${dirname(gpu.command)}${delimiter}${process.env.PATH}`
    chat = await runChat({ OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm', PATH: path })
  })
  afterAll(async () => {
    await chat[Symbol.asyncDispose]()
    await Promise.all([browser.close(), model.close(), gpu.close()])
  })
  beforeEach(async () => {
    page = await browser.newPage()
    asked = []
    complaints = []
    page.on('request', (request) => asked.push(new URL(request.url()).origin))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    await page.goto(chat.url)
  })
  afterEach(async () => {
    await page.close()
  })

  const say = async (text: string): Promise<void> => {
    await page.getByLabel('Your question').fill(text)
    await page.getByRole('button', { name: 'Send' }).click()
  }
  const lastAnswer = (): ReturnType<Page['locator']> => page.locator('.message[data-role="assistant"] .text').last()
  const figure = async (label: string): Promise<string | null> => await page.locator(`dt:text-is("${label}") + dd`).textContent()

  it('shows the answer, and in the sidebar what summary() counts', async () => {
    model.enqueue({ text: 'A token is a piece of a word.', firstChunkDelayMs: 100, gapMs: 5 })
    await say('What is a token?')
    await page.getByText('first token on screen after').waitFor()
    expect(await lastAnswer().textContent()).toBe('A token is a piece of a word.')
    await waitFor(async () => (await figure('Requests')) === '1')
    expect([await figure('In flight'), await figure('Success rate'), await page.locator('#sla').textContent()]).toEqual([
      '0',
      '100 %',
      'SLA met',
    ])
    for (const label of ['Mean response time', 'p95 response time', 'First token, mean']) {
      expect([label, await figure(label)]).toEqual([label, expect.stringMatching(/^\d+(\.\d+)? m?s$/)])
    }
    expect(await page.locator('#source').textContent()).toBe(`m, ${new URL(model.url).host}`)
    expect([new Set(asked), complaints]).toEqual([new Set([chat.url]), []])
  })

  it('shows the memory of a GPU of this machine', async () => {
    await page.getByText('GPU memory, NVIDIA L4').waitFor()
    expect(await figure('GPU memory, NVIDIA L4')).toBe('11.3 of 22.5 GiB')
  })

  it('joins what the user saw and thinks to the trace of the answer', async () => {
    chat.received.reset()
    model.enqueue({ text: 'Seen.', firstChunkDelayMs: 150 })
    await say('Do you see me?')
    await page.getByRole('button', { name: 'Good' }).click()
    await page.locator('button[aria-pressed="true"]').waitFor()
    const spans = await chat.received.waitForSpans((all) => all.filter(({ name }) => name !== 'POST').length >= 4)
    const byName = (name: string): (typeof spans)[number] => spans.find((span) => span.name === name)!
    const call = byName('chat m')
    const parents = ['chat m', 'display answer', 'user feedback'].map((name) => byName(name).parentSpanId)
    expect(parents).toEqual([byName('POST /api/chat').spanId, call.spanId, call.spanId])
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1)

    const seen = byName('display answer').attributes['tokenscope.display.time_to_first_token'] as number
    const sent = call.attributes['tokenscope.time_to_first_token'] as number
    expect(sent).toBeGreaterThan(0.14)
    expect(seen).toBeGreaterThan(sent)

    const [judged] = await chat.received.waitForLogs((all) => all.some(({ eventName }) => eventName === 'gen_ai.evaluation.result'))
    expect(judged).toMatchObject({
      traceId: call.traceId,
      spanId: call.spanId,
      attributes: {
        'gen_ai.evaluation.name': 'user_feedback',
        'gen_ai.evaluation.score.label': 'thumbs_up',
        'gen_ai.evaluation.score.value': 1,
        'gen_ai.response.id': call.attributes['gen_ai.response.id'],
      },
    })
  })

  it.each([
    '<img src=x onerror="window.broken = 1"><script>window.broken = 1</script>',
    '</div></main><a href="javascript:window.broken=1">click</a>&lt;b&gt;',
    'bell \u0007 escape \u001B[31m and \u202Eright to left\u202C',
  ])('shows %j as the text that it is', async (text) => {
    model.enqueue({ text, charactersPerChunk: 3 })
    await say('Be nasty.')
    await page.getByText('first token on screen after').waitFor()
    expect(await lastAnswer().evaluate((element) => [element.textContent, element.childElementCount])).toEqual([text, 0])
    expect(await page.evaluate('window.broken')).toBeUndefined()
    expect(complaints).toEqual([])
  })

  it('aborts the call of the model when the user stops it, and when the page goes away in the middle', async () => {
    for (const leave of [async () => await page.getByRole('button', { name: 'Stop' }).click(), async () => await page.reload()]) {
      model.enqueue({ text: 'on and on ', endless: true, gapMs: 5 })
      await say('Go on.')
      await lastAnswer().filter({ hasText: 'on and on' }).waitFor()
      await leave()
      await waitFor(() => model.requests.at(-1)?.aborted, { what: 'the model to see the call go' })
    }
  })

  it('says what to do when the model refuses, without the words of the provider', async () => {
    model.enqueue({ status: 401, error: { message: 'Incorrect API key provided: sk-s3cret' } })
    await say('Hello?')
    const failure = page.locator('.message[data-role="error"] .text')
    await failure.waitFor()
    expect(await failure.textContent()).toBe('The model server does not take the key in OPENAI_API_KEY.')
    expect(await page.content()).not.toContain('s3cret')
    expect(await page.getByLabel('Your question').inputValue()).toBe('Hello?')
  })

  it.each(['light', 'dark'] as const)(
    'has nothing that axe-core finds wrong, in the middle of an answer and after it, %s',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme })
      const stream = controlledStream()
      model.enqueue(stream)
      await say('Can everybody read this?')
      stream.push('I hope so. Everything on this page is said in words too, never in colour alone.')
      await lastAnswer().filter({ hasText: 'I hope' }).waitFor()
      await takeScreenshot(page, `1280-${colorScheme}-in-the-middle`)
      expect(await findViolations(page)).toEqual([])
      stream.end()
      await page.getByRole('button', { name: 'Good' }).click()
      await page.locator('button[aria-pressed="true"]').waitFor()
      expect(await findViolations(page)).toEqual([])
      await takeScreenshot(page, `1280-${colorScheme}`)
    },
  )

  it('fits a narrow screen, where a long answer is followed while it comes, by who reads and who uses a keyboard', async () => {
    await page.setViewportSize({ width: 400, height: 800 })
    const stream = controlledStream()
    model.enqueue(stream)
    await say('Tell me a lot.')
    for (let line = 1; line <= 40; line++) stream.push(`Line ${line} of a long answer.\n`)
    await lastAnswer().filter({ hasText: 'Line 40' }).waitFor()
    await takeScreenshot(page, '400-in-the-middle')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400)
    const bottom = async (selector: string): Promise<number> =>
      await page
        .locator(selector)
        .last()
        .evaluate((element) => element.getBoundingClientRect().bottom)
    // The last line is above the question, and the question in the window.
    expect(await bottom('.message .text')).toBeLessThanOrEqual(await bottom('#messages'))
    expect(await bottom('#ask')).toBeLessThanOrEqual(800)
    expect(await findViolations(page)).toEqual([])
    stream.end()
    await page.getByText('first token on screen after').waitFor()
    expect(await bottom('.under')).toBeLessThanOrEqual(await bottom('#messages'))
    await page.locator('aside').scrollIntoViewIfNeeded()
    await takeScreenshot(page, '400')
  })
})
