import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type BridgeOptions, parseBridgeConfig, type RobotKind, type RunningBridge, startBridge } from '../src/index.ts'
import { notificationOf } from './notification-of.ts'

export const TOKEN = 'token-that-nobody-may-see-0123456789'
export const SIGNING_KEY = 'SEC-signing-key-that-nobody-may-see'

/** Addresses as the platforms give them, at the fake server. */
const PATHS: Readonly<Record<RobotKind, string>> = {
  dingtalk: `/robot/send?access_token=${TOKEN}`,
  feishu: `/open-apis/bot/v2/hook/${TOKEN}`,
  wecom: `/cgi-bin/webhook/send?key=${TOKEN}`,
}

export interface BridgeUnderTest {
  readonly bridge: RunningBridge
  readonly folder: string
  readonly logged: string[]
  send(notification?: Record<string, unknown>, path?: string): Promise<Response>
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tokenscope-bridge-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Writes the secret files of a robot and its settings, as YAML lines under `robots:`. */
export function robotYaml(folder: string, robotsUrl: string, kind: RobotKind, name: string = kind, more = ''): string {
  writeFileSync(join(folder, `${name}-url`), `${robotsUrl}${PATHS[kind]}\n`, { mode: 0o600 })
  writeFileSync(join(folder, `${name}-key`), `${SIGNING_KEY}\n`, { mode: 0o600 })
  const signed = kind === 'wecom' ? '' : `    secret_file: ${name}-key\n`
  return `  ${name}:\n    kind: ${kind}\n    url_file: ${name}-url\n${signed}${more}`
}

/** A bridge on a free port with quick retries; it ends with the test. */
export async function startBridgeFor(
  robotsUrl: string,
  kinds: readonly RobotKind[],
  settings: { readonly yaml?: string; readonly robot?: string; readonly options?: BridgeOptions } = {},
): Promise<BridgeUnderTest> {
  const folder = temporaryFolder()
  const robots = kinds.map((kind) => robotYaml(folder, robotsUrl, kind, kind, settings.robot)).join('')
  const yaml = `listen: 127.0.0.1:0\n${settings.yaml ?? ''}robots:\n${robots}`
  const logged: string[] = []
  const timing = { retryMs: 20, slowerMs: 60, gapMs: 0, ...settings.options?.timing }
  const bridge = await startBridge(parseBridgeConfig(yaml, join(folder, 'alert-bridge.yaml')), {
    log: (line) => logged.push(line),
    ...settings.options,
    timing,
  })
  onTestFinished(() => bridge.shutdown(0))
  const send = (notification = notificationOf(), path = '/alerts'): Promise<Response> =>
    fetch(`${bridge.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(notification) })
  return { bridge, folder, logged, send }
}
