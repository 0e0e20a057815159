import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { collectorFolder } from '@tokenscope/stack'
import { parse, stringify } from 'yaml'

/** Files for one stack: the shipped rules and one more, and the shipped Alertmanager file that notifies at once, of the heart-beat too. */
export interface AlertFiles {
  readonly rulesFolder: string
  readonly alertmanagerFile: string
  remove(): Promise<void>
}

interface AlertmanagerFile {
  route: Record<string, unknown> & { routes?: Record<string, unknown>[] }
  receivers: { name: string; webhook_configs?: { url: string }[] }[]
}

/**
 * @param rule An alerting rule, besides the shipped ones.
 * @param webhook Where all notifications of webhooks go.
 */
export async function writeAlertFiles(rule: object, webhook: string): Promise<AlertFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'tokenscope-rules-'))
  const rulesFolder = join(folder, 'rules')
  await cp(join(collectorFolder(), 'prometheus', 'rules'), rulesFolder, { recursive: true })
  await writeFile(join(rulesFolder, 'short.rules.yml'), stringify({ groups: [{ name: 'short', interval: '1s', rules: [rule] }] }))
  const shipped = join(collectorFolder(), 'alertmanager')
  const alertmanager = parse(await readFile(join(shipped, 'alertmanager.yml'), 'utf8')) as AlertmanagerFile
  const soon = { group_wait: '0s', group_interval: '1s' }
  for (const route of [alertmanager.route, ...(alertmanager.route.routes ?? [])]) Object.assign(route, soon)
  for (const receiver of alertmanager.receivers) {
    if (receiver.name === 'heartbeat') receiver.webhook_configs = [{ url: webhook }]
    for (const each of receiver.webhook_configs ?? []) each.url = webhook
  }
  await mkdir(join(folder, 'templates'))
  await cp(join(shipped, 'templates'), join(folder, 'templates'), { recursive: true })
  const alertmanagerFile = join(folder, 'alertmanager.yml')
  await writeFile(alertmanagerFile, stringify(alertmanager))
  return { rulesFolder, alertmanagerFile, remove: async () => await rm(folder, { recursive: true, force: true }) }
}
