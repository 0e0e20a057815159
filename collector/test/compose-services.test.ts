import { execFile } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { binaryPath, collectorFolder, missingBinaries, type Tool } from '@tokenscope/stack'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { ComposeService } from './find-compose-faults.ts'
import type { Observed, Service } from './namespace/run-services.ts'
import { temporaryFolder } from './stack/temporary-folder.ts'

const TOOLS: Readonly<Record<string, Tool>> = {
  collector: 'otelcol',
  jaeger: 'jaeger',
  prometheus: 'prometheus',
  alertmanager: 'alertmanager',
}
const run = promisify(execFile)

const missing =
  (await missingBinaries(['docker-compose', ...Object.values(TOOLS)])) ??
  (await run('unshare', ['-rn', 'ip', 'link', 'set', 'lo', 'up']).then(
    () => undefined,
    () => 'skipped: needs Linux with user namespaces, unshare (util-linux) and ip (iproute2)',
  ))

type Resolved = ComposeService & { readonly command?: readonly string[] }

/** The services as Docker would start them, with the paths inside of a container led back to the files and folders that are mounted there. */
async function toProcesses(volumes: string): Promise<Record<string, Service>> {
  const file = join(collectorFolder(), 'compose.yaml')
  const { stdout } = await run(await binaryPath('docker-compose'), ['-f', file, 'config', '--format', 'json'], { env: {} })
  const { services } = JSON.parse(stdout) as { services: Record<string, Resolved> }
  const health = (name: string): string => services[name]?.healthcheck?.test?.at(-1) ?? ''
  const processes: Record<string, Service> = {}
  for (const [name, tool] of Object.entries(TOOLS)) {
    const { command = [], environment = {}, volumes: mounts = [] } = services[name] ?? {}
    for (const { type, source } of mounts) if (type === 'volume') await mkdir(join(volumes, source ?? ''), { recursive: true })
    const outside = (text: string): string =>
      mounts.reduce((path, { type, source = '', target }) => {
        const place = type === 'volume' ? join(volumes, source) : source
        return path.replace(new RegExp(`(^|=)${target}(?=/|$)`), (_, before: string) => before + place)
      }, text)
    processes[name] = {
      program: await binaryPath(tool),
      args: command.map(outside),
      env: Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, outside(value ?? '')])),
      health: health(name === 'collector' ? 'network' : name),
    }
  }
  return processes
}

describe.skipIf(missing)(`compose.yaml without Docker${missing ? ` (${missing})` : ''}`, () => {
  it('its commands, variables and health addresses work with the real programs in one network namespace', async () => {
    await using folder = await temporaryFolder()
    const services = await toProcesses(folder.path)
    const script = join(import.meta.dirname, 'namespace', 'run-services.ts')
    const node = [process.execPath, '--conditions=dev', script, JSON.stringify(services)]
    // A namespace of its own: the usual ports are free there, nothing gets out, and all in it end with it.
    const inside = ['-rn', '--fork', '--kill-child', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', ...node]
    const { stdout } = await run('unshare', inside, { cwd: folder.path, timeout: 150_000 })
    expect(JSON.parse(stdout) as Observed).toEqual({
      healthy: ['collector', 'jaeger', 'prometheus', 'alertmanager'],
      posted: 200,
      verdictInJaeger: 'breached',
      callsInPrometheus: 1,
      alertmanagers: ['http://127.0.0.1:9093/api/v2/alerts'],
    })
  }, 180_000)

  it('inside, only what is published listens on all addresses', async () => {
    const { services } = parse(await readFile(join(collectorFolder(), 'compose.yaml'), 'utf8'), { merge: true }) as {
      services: Record<string, Resolved & { readonly ports?: readonly string[] }>
    }
    const published = (services.network?.ports ?? []).map((port) => String(port).split(':').at(-1))
    const open = JSON.stringify(services).match(/0\.0\.0\.0:\d+/g) ?? []
    // Grafana's port is its default.
    expect([...new Set(open.map((address) => address.split(':')[1])), '3000'].sort()).toEqual([...published].sort())
  })
})
