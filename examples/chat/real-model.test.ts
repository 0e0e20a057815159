import { realModelMissing, startRealModel, waitFor } from '@tokenscope/testing'
import { expect, it } from 'vitest'
import { chromiumMissing, openChromium } from './browser/open-chromium.ts'
import { runChat } from './browser/run-chat.ts'

const noModel = await realModelMissing()
const missing = chromiumMissing() ?? (noModel && `skipped: ${noModel}`)

it.skipIf(missing)(
  `a small real model answers in the browser, and the trace has what the user saw${missing ? ` (${missing})` : ''}`,
  async () => {
    const model = await startRealModel()
    const browser = await openChromium()
    const chat = await runChat({ OPENAI_BASE_URL: model.url })
    try {
      const page = await browser.newPage()
      await page.goto(chat.url)
      await page.getByLabel('Your question').fill('Say hello in one short sentence.')
      await page.keyboard.press('Enter')
      await page.getByText('first token on screen after').waitFor({ timeout: 90_000 })
      expect(await page.locator('.message[data-role="assistant"] .text').textContent()).toMatch(/\w/)
      await waitFor(async () => (await page.locator('dt:text-is("Success rate") + dd').textContent()) === '100 %')
      expect(await page.locator('#source').textContent()).toBe(`${model.model}, ${new URL(model.url).host}`)
      const spans = await chat.received.waitForSpans((all) => all.some(({ name }) => name === 'display answer'))
      const call = spans.find(({ name }) => name === `chat ${model.model}`)
      const seen = spans.find(({ name }) => name === 'display answer')
      expect(seen?.parentSpanId).toBe(call?.spanId)
      expect(seen?.attributes['tokenscope.display.time_to_first_token']).toBeGreaterThan(0)
    } finally {
      await chat[Symbol.asyncDispose]()
      await browser.close()
      await model.close()
    }
  },
  150_000,
)
