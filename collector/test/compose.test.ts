import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { binaryPath, collectorFolder, configVariables, missingBinaries } from '@tokenscope/stack'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type ComposeModel, findComposeFaults } from './find-compose-faults.ts'

const FILE = join(collectorFolder(), 'compose.yaml')
const text = readFileSync(FILE, 'utf8')
const raw = parse(text, { merge: true }) as ComposeModel

const missing = await missingBinaries(['docker-compose'])

/** What Docker Compose makes of the file, with its own reading of variables, anchors and paths. It drops `x-` fields, which are put back. */
async function resolve(env: Readonly<Record<string, string>> = {}): Promise<ComposeModel> {
  const { stdout } = await promisify(execFile)(await binaryPath('docker-compose'), ['-f', FILE, 'config', '--format', 'json'], { env })
  const { services } = JSON.parse(stdout) as ComposeModel
  const reason = (name: string) => ({ 'x-no-healthcheck': raw.services[name]?.['x-no-healthcheck'] ?? '' })
  return { services: Object.fromEntries(Object.entries(services).map(([name, service]) => [name, { ...service, ...reason(name) }])) }
}

function publishedPorts({ services }: ComposeModel): string[] {
  const ports = Object.values(services).flatMap((service) => service.ports ?? [])
  return ports.map(({ host_ip, published, target }) => `${host_ip}:${published} -> ${target}`)
}

describe.skipIf(missing)(`compose.yaml, read by Docker Compose${missing ? ` (${missing})` : ''}`, () => {
  it('has no faults: ports on 127.0.0.1, images pinned, health known, mounted files there', { timeout: 1_200_000 }, async () => {
    expect(findComposeFaults(await resolve(), existsSync)).toEqual([])
  })

  it('publishes what a user opens or sends to, and nothing else', async () => {
    expect(publishedPorts(await resolve())).toEqual([
      '127.0.0.1:4318 -> 4318',
      '127.0.0.1:4317 -> 4317',
      '127.0.0.1:16686 -> 16686',
      '127.0.0.1:9090 -> 9090',
      '127.0.0.1:9093 -> 9093',
      '127.0.0.1:3000 -> 3000',
    ])
  })

  it('publishes elsewhere when told by the variables of the stack without Docker', async () => {
    const env = { TOKENSCOPE_OTLP_HTTP: '127.0.0.1:24318', TOKENSCOPE_GRAFANA: '127.0.0.1:23000' }
    const ports = publishedPorts(await resolve(env))
    expect([ports[0], ports[5]]).toEqual(['127.0.0.1:24318 -> 4318', '127.0.0.1:23000 -> 3000'])
  })

  it('gives the containers the very files that the stack without Docker reads', async () => {
    const { services } = await resolve()
    const mounts = Object.values(services).flatMap(({ volumes = [] }) => volumes.filter(({ type }) => type === 'bind'))
    expect(mounts.map(({ source }) => source?.slice(collectorFolder().length + 1)).sort()).toEqual([
      'alertmanager',
      'compose/grafana/provisioning',
      'grafana',
      'jaeger.yaml',
      'prometheus',
      'single-node.yaml',
      'sla.yaml',
    ])
  })

  it('sets only variables that the configuration reads', async () => {
    const { services } = await resolve()
    const set = Object.values(services).flatMap(({ environment = {} }) => Object.keys(environment))
    const ours = set.filter((name) => name.startsWith('TOKENSCOPE_'))
    expect(ours.length).toBeGreaterThan(4)
    expect(ours.filter((name) => !configVariables(collectorFolder()).includes(name))).toEqual([])
  })
})

it('every service but the two that say why runs in the one network, so that 127.0.0.1 is the same for all', () => {
  const modes = Object.entries(raw.services).map(([name, { network_mode }]) => [name, network_mode])
  expect(modes.filter(([, mode]) => mode !== 'service:network')).toEqual([
    ['network', undefined],
    ['folders', 'none'],
  ])
})

it.each(
  Object.entries(raw.services).flatMap(([name, { healthcheck }]) => (healthcheck?.test ? [[name, healthcheck.test.at(-1) ?? '']] : [])),
)('the health of %s is asked for at %s, where it listens by default', (name, url) => {
  const file = { network: 'single-node.yaml', jaeger: 'jaeger.yaml' }[name] ?? 'compose.yaml'
  expect(readFileSync(join(collectorFolder(), file), 'utf8')).toContain(`:-${new URL(url).host}}`)
})

it('Grafana asks Prometheus, Jaeger and Alertmanager, and exemplars lead to Jaeger', () => {
  const folder = join(collectorFolder(), 'compose', 'grafana', 'provisioning')
  const { datasources } = parse(readFileSync(join(folder, 'datasources', 'tokenscope.yaml'), 'utf8')) as {
    datasources: {
      uid: string
      type: string
      url: string
      jsonData?: { exemplarTraceIdDestinations?: unknown[] }
    }[]
  }
  expect(datasources.map(({ uid, type, url }) => [uid, type, url])).toEqual([
    ['prometheus', 'prometheus', 'http://127.0.0.1:9090'],
    ['jaeger', 'jaeger', 'http://127.0.0.1:16686'],
    ['alertmanager', 'alertmanager', 'http://127.0.0.1:9093'],
  ])
  expect(datasources[0]?.jsonData?.exemplarTraceIdDestinations).toMatchObject([
    { name: 'trace_id', url: 'http://${JAEGER_PAGES}/trace/$${__value.raw}' },
    { name: 'trace_id', datasourceUid: 'jaeger' },
  ])
  expect(raw.services.grafana?.environment).toMatchObject({ JAEGER_PAGES: '${TOKENSCOPE_JAEGER_HTTP:-127.0.0.1:16686}' })
  const { providers } = parse(readFileSync(join(folder, 'dashboards', 'tokenscope.yaml'), 'utf8')) as {
    providers: { options: { path: string } }[]
  }
  expect(text).toContain(`:${providers[0]?.options.path}:ro`)
})

it('compose.yaml asks for no login and makes no account', () => {
  const { grafana } = raw.services
  expect(grafana?.environment).toMatchObject({
    GF_AUTH_ANONYMOUS_ENABLED: 'true',
    GF_AUTH_ANONYMOUS_ORG_ROLE: 'Viewer',
    GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION: 'true',
  })
})
