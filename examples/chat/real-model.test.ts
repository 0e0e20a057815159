import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realModelMissing, waitFor } from '@tokenscope/testing'
import { describe, expect, it } from 'vitest'
import { chromiumMissing, openChromium } from './browser/open-chromium.ts'
import { runChat } from './browser/run-chat.ts'

const noModel = await realModelMissing()
const missing = chromiumMissing() ?? (noModel && `skipped: ${noModel}`)

describe('the model that the chat example finds by itself', () => {
  it.skipIf(missing)(
    `is the small real one where it has been fetched: it answers, and the trace has what the user saw${missing ? ` (${missing})` : ''}`,
    async () => {
      const [browser, chat] = await Promise.all([openChromium(), runChat()])
      try {
        const page = await browser.newPage()
        await page.goto(chat.url)
        await page.getByText('smollm2-135m-instruct, a small real model').waitFor()
        await page.getByLabel('Your question').fill('Say hello in one short sentence.')
        await page.keyboard.press('Enter')
        await page.getByText('first token on screen after').waitFor({ timeout: 90_000 })
        expect(await page.locator('.message[data-role="assistant"] .text').textContent()).toMatch(/\w/)
        await waitFor(async () => (await page.locator('dt:text-is("Success rate") + dd').textContent()) === '100 %')
        const spans = await chat.received.waitForSpans((all) => all.some(({ name }) => name === 'display answer'))
        const call = spans.find(({ name }) => name === 'chat smollm2-135m-instruct')
        const seen = spans.find(({ name }) => name === 'display answer')
        expect(seen?.parentSpanId).toBe(call?.spanId)
        expect(seen?.attributes['tokenscope.display.time_to_first_token']).toBeGreaterThan(0)
      } finally {
        await chat[Symbol.asyncDispose]()
        await browser.close()
      }
    },
    150_000,
  )

  it('is a scripted one where none has been fetched, and nothing is fetched by the way', async () => {
    const cache = await mkdtemp(join(tmpdir(), 'tokenscope-no-model-'))
    const chat = await runChat({ TOKENSCOPE_CACHE: cache })
    try {
      expect(chat.script.output.stdout).toMatch(/ {2}\(gpt-4o-mini, a scripted server; Ctrl-C ends it\)\n$/)
      expect(chat.script.output.stderr).toBe('')
    } finally {
      await chat[Symbol.asyncDispose]()
      await rm(cache, { recursive: true })
    }
  })
})
