import { spawn } from 'node:child_process'
import type { CommandContext } from '../command.ts'

/** Whether a browser is to be opened: as told, else where a person sits in front of a screen. */
export function wantsPage({
  options,
  env,
  stdin,
}: Pick<CommandContext, 'options' | 'env'> & { readonly stdin: { readonly isTTY?: boolean } }): boolean {
  if (options.open === true) return true
  if (options['no-open'] === true || env.CI || !stdin.isTTY || env.SSH_CONNECTION) return false
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/** Asks the desktop to show the page. Where it cannot, the address that was printed is enough. */
export function openPage(url: string, platform: NodeJS.Platform = process.platform): void {
  const [command, ...args] = commandFor(url, platform)
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.once('error', () => {})
  child.unref()
}

function commandFor(url: string, platform: NodeJS.Platform): [command: string, ...args: string[]] {
  if (platform === 'darwin') return ['open', url]
  // `start` is no program of its own, and takes its first quoted argument for a title.
  if (platform === 'win32') return ['cmd', '/c', 'start', '', url]
  return ['xdg-open', url]
}
