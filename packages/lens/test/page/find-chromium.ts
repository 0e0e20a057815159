import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const INSTALL = 'apt-get install -y chromium'
/** Another test file may be installing it: apt holds a lock. */
const WAIT = ['-o', 'DPkg::Lock::Timeout=300']

/** The browser of this machine; in CI, as root, it is installed where it is missing. */
export function findChromium(): string | undefined {
  const found = PLACES.find((place) => existsSync(place))
  if (found !== undefined || process.env.CI === undefined || process.getuid?.() !== 0) return found
  spawnSync('apt-get', [...WAIT, 'update'], { stdio: 'ignore' })
  const { status, stderr } = spawnSync('apt-get', [...WAIT, 'install', '-y', 'chromium'], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`Chromium could not be installed by \`${INSTALL}\`: ${stderr}`)
  return PLACES.find((place) => existsSync(place))
}

/** Why page tests cannot run here; undefined when they can. For the name of a skipped test. */
export function chromiumMissing(): string | undefined {
  return findChromium() === undefined ? `skipped: needs Chromium, install it by \`${INSTALL}\`` : undefined
}
