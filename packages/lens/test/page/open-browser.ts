import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { findChromium } from './find-chromium.ts'

/** Where the screenshots of every page are left. */
export const SCREENSHOTS: string = join(import.meta.dirname, '../../screenshots')

/** A page and what went wrong on it. */
export interface WatchedPage {
  readonly page: Page
  /** Errors, warnings of the content-security policy, and requests to anywhere but the lens. Empty is well. */
  readonly complaints: readonly string[]
  close(): Promise<void>
}

export interface TestBrowser {
  /** A new profile, as a new reader has it. */
  open(url: string, options?: BrowserContextOptions): Promise<WatchedPage>
  close(): Promise<void>
}

export async function openBrowser(): Promise<TestBrowser> {
  const executablePath = findChromium()
  const browser: Browser = await chromium.launch({ ...(executablePath !== undefined && { executablePath }), args: ['--no-sandbox'] })
  return {
    async open(url, options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, colorScheme: 'light', ...options })
      const page = await context.newPage()
      page.setDefaultTimeout(10_000)
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${message.type()}: ${message.text()}`)
      })
      page.on('request', (request) => {
        if (new URL(request.url()).origin !== new URL(url).origin) complaints.push(`request to ${request.url()}`)
      })
      page.on('dialog', (dialog) => {
        complaints.push(`dialog: ${dialog.message()}`)
        void dialog.dismiss()
      })
      await page.goto(url)
      await page.locator('main').waitFor()
      return { page, complaints, close: () => context.close() }
    },
    close: () => browser.close(),
  }
}

/** Leaves a picture of the whole page for who wants to look at it. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true })
  const size = page.viewportSize() ?? { width: 1280, height: 860 }
  const height = Number(await page.evaluate("Math.max(innerHeight, document.querySelector('main').scrollHeight + 44)"))
  await page.setViewportSize({ width: size.width, height: Math.min(4_000, height) })
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), animations: 'disabled' })
  await page.setViewportSize(size)
}
