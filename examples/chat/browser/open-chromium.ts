import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

/** Why no browser can be opened on this machine, with what to install; undefined where one can. */
export function chromiumMissing(): string | undefined {
  return findChromium() === undefined
    ? 'skipped: needs Chromium, install it (Debian: apt-get install chromium) or name it in TOKENSCOPE_CHROMIUM'
    : undefined
}

/** A browser without a window. It reaches this machine alone. */
export async function openChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error(chromiumMissing())
  // Root, as in containers, has no sandbox.
  const args = ['--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  return await chromium.launch({ executablePath, args })
}

function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const places = [process.env.TOKENSCOPE_CHROMIUM ?? '', ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))]
  return places.find((path) => path !== '' && isProgram(path))
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
