import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumMissing } from './find-chromium.ts'
import { openBrowser, type TestBrowser } from './open-browser.ts'
import { type RealCalls, startRealCalls } from './real-calls.ts'
import { madeCalls } from './stub/made-calls.ts'
import { madeDetail } from './stub/made-detail.ts'
import { type StubLens, startStubLens } from './stub/start-stub-lens.ts'

const missing = chromiumMissing()

const SCRIPT = '<img src=x onerror="alert(1)"><script>alert(2)</script><svg onload=alert(3)>'
const UNSEEN = 'bell \u0007, back \u202Eesrever, none\u200B, escape \u001B[31m'
const RIGHT_TO_LEFT = 'שלום עולם, مرحبا'

describe.skipIf(missing !== undefined)(`text of models and users${missing === undefined ? '' : ` (${missing})`}`, () => {
  let browser: TestBrowser
  let real: RealCalls
  let stub: StubLens
  const [first, second, third] = madeCalls(3).map((call) => ({ ...call, operation: 'chat', outcome: 'completed' as const, stallCount: 0 }))
  const fourth = { ...madeCalls(4)[3]!, operation: 'chat', outcome: 'error' as const, errorType: 'rate\u202Elimit', verdict: null }
  beforeAll(async () => {
    const large = {
      ...madeDetail(first!),
      events: Array.from({ length: 128 }, (_, index) => ({
        name: `event ${index}`,
        offset: index / 100,
        attributes: { text: `${index} ${SCRIPT.repeat(60).slice(0, 4_000)}` },
      })),
    }
    const long = madeDetail({ ...second!, durationSeconds: 40, timeToFirstToken: 0.4, outputTokens: 2_000 }, { runs: 2_000 })
    const odd = {
      ...madeDetail(third!),
      timeline: { tokens: [], firstToken: null, lastToken: null, stalls: [], retries: [] },
      spans: madeDetail(third!)
        .spans.slice(1)
        .map((span) => ({ ...span, parentMissing: true })),
      clockSkew: true,
    }
    ;[browser, real, stub] = await Promise.all([
      openBrowser(),
      startRealCalls({ captureContent: true }),
      startStubLens({ calls: [first!, second!, third!, fourth], details: [large, long, odd] }),
    ])
  })
  afterAll(async () => {
    await browser?.close()
    await real?.shutdown()
    await stub?.shutdown()
  })

  it('is shown as text, whatever it holds: no element of it, no script, unseen characters made visible', async () => {
    const call = await real.chat(
      { text: `${SCRIPT} ${UNSEEN} ${RIGHT_TO_LEFT}`, gapMs: 1 },
      { model: SCRIPT, question: `${SCRIPT} ${UNSEEN}` },
    )
    const { page, complaints, close } = await browser.open(real.lens.url)
    await page.locator('tbody tr').first().waitFor()
    await page.goto(`${real.lens.url}/call/${call.traceId}/${call.spanId}`)
    const said = page.locator('.content', { hasText: 'Output' }).locator('.said')
    expect(await said.innerText()).toBe(`${SCRIPT} bell ␇, back [U+202E]esrever, none[U+200B], escape ␛[31m ${RIGHT_TO_LEFT}`)
    expect(await page.locator('.content', { hasText: 'Input' }).locator('.said').innerText()).toContain('[U+202E]esrever')
    expect(await page.locator('h1').innerText()).toBe(`${SCRIPT} chat`)
    await page.goto(`${real.lens.url}/overview`)
    await page.locator('table').first().waitFor()
    expect(await page.evaluate("document.querySelectorAll('img, script:not([src]), [onload], [onerror]').length")).toBe(0)
    expect(complaints).toEqual([])
    await close()
  })

  it('moves nothing that stands beside it, where it is the name of an error', async () => {
    const { page, close } = await browser.open(stub.url)
    const mark = page.locator('tbody .mark.bad', { hasText: 'rate' })
    expect(await mark.innerText()).toBe('rate[U+202E]limit')
    expect(await mark.getAttribute('title')).toBe('rate[U+202E]limit')
    await page.goto(`${stub.url}/call/${fourth.traceId}/${fourth.spanId}`)
    expect(await page.locator('.facts .mark').first().innerText()).toBe('rate[U+202E]limit')
    expect(await page.locator('.broken text').innerHTML()).toContain('rate[U+202E]limit')
    await close()
  })

  it('of 128 events with 4 kB each is all there, one event at a time', async () => {
    const { page, complaints, close } = await browser.open(`${stub.url}/call/${first!.traceId}/${first!.spanId}`)
    await page.getByRole('button', { name: /event 3 / }).click()
    expect((await page.locator('.event td').innerText()).length).toBeGreaterThan(3_990)
    expect(await page.locator('.event-rows button').count()).toBeLessThan(60)
    expect(complaints).toEqual([])
    await close()
  })

  it('of 2,000 token events scrolls without a frame that hangs', async () => {
    const { page, close } = await browser.open(`${stub.url}/call/${second!.traceId}/${second!.spanId}`)
    await page.locator('.event-rows').waitFor()
    const frames = (await page.evaluate(`new Promise((resolve) => {
      const box = document.querySelector('.event-rows')
      const lengths = []
      let before = performance.now()
      const step = () => {
        const now = performance.now()
        lengths.push(now - before)
        before = now
        box.scrollTop += 600
        document.querySelector('main').scrollTop += 12
        if (lengths.length < 100) requestAnimationFrame(step)
        else resolve(lengths)
      }
      requestAnimationFrame(step)
    })`)) as number[]
    const median = [...frames].sort((a, b) => a - b)[50]!
    console.log(`2,000 token events: median frame ${median.toFixed(1)} ms, longest ${Math.max(...frames).toFixed(0)} ms`)
    expect(median).toBeLessThan(50)
    expect(await page.locator('.event-rows button').last().innerText()).toContain('last_token')
    await close()
  })

  it('of a trace without root and with clocks that disagree is shown with a word about it', async () => {
    const { page, complaints, close } = await browser.open(`${stub.url}/call/${third!.traceId}/${third!.spanId}`)
    await page.getByText('Clocks of this trace disagree').waitFor()
    expect(await page.locator('.tree .warn').count()).toBe(3)
    expect(await page.locator('.readout').innerText()).toContain('No token events')
    expect(complaints).toEqual([])
    await close()
  })
})
