import { type Browser, chromium } from 'playwright-core'
import { findChromium } from '../../../packages/lens/test/page/find-chromium.ts'

export { chromiumMissing } from '../../../packages/lens/test/page/find-chromium.ts'

/** A browser without a window, of this machine and for this machine alone. */
export async function openChromium(): Promise<Browser> {
  const executablePath = findChromium()
  const args = ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1']
  return await chromium.launch({ ...(executablePath !== undefined && { executablePath }), args })
}
