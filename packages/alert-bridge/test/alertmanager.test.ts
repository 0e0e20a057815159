import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { generate, parseTargets } from '@tokenscope/sla'
import { binaryPath, missingBinaries } from '@tokenscope/stack'
import { waitFor } from '@tokenscope/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseBridgeConfig, startBridge } from '../src/index.ts'
import { robotYaml, temporaryFolder } from './bridge-of.ts'
import { type FakeRobots, RECORDED, startFakeRobots } from './fake-robots.ts'
import { ANNOTATIONS, LABELS } from './notification-of.ts'

const missing = await missingBinaries(['alertmanager'])

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** The real Alertmanager with the generated configuration, sixty times as fast; gives its address. */
async function startAlertmanager(folder: string, bridgeUrl: string): Promise<string> {
  const sla = `model: m\nnotify:\n  - {type: wecom, url: '${bridgeUrl}', token_file: ${folder}/shared}\n`
  for (const { path, content } of generate(parseTargets(sla), { speed: 60 })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  const url = `http://127.0.0.1:${await freePort()}`
  const args = [
    `--config.file=${folder}/alertmanager/alertmanager.yml`,
    `--storage.path=${folder}/data`,
    `--web.listen-address=${new URL(url).host}`,
    '--cluster.listen-address=',
  ]
  const child = spawn(await binaryPath('alertmanager'), args, { stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('close', resolve))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  await waitFor(async () => (await fetch(`${url}/-/ready`)).ok, { what: 'Alertmanager' })
  return url
}

async function setUp(): Promise<{ fake: FakeRobots; alert(times: Record<string, string>): Promise<void>; metrics(): Promise<string> }> {
  const fake = await startFakeRobots(RECORDED.wecomOk)
  onTestFinished(() => fake.close())
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'shared'), 'a-shared-secret', { mode: 0o600 })
  const yaml = `listen: 127.0.0.1:0\nshared_secret_file: shared\ndelivery: {answer_within: 300ms}\nrobots:\n${robotYaml(folder, fake.url, 'wecom')}`
  const bridge = await startBridge(parseBridgeConfig(yaml, join(folder, 'b.yaml')), {
    log: () => undefined,
    timing: { retryMs: 100, gapMs: 0 },
  })
  onTestFinished(() => bridge.shutdown(0))
  const alertmanager = await startAlertmanager(folder, bridge.url)
  return {
    fake,
    alert: async (times) => {
      const body = JSON.stringify([{ labels: LABELS, annotations: ANNOTATIONS, generatorURL: 'http://prometheus.example/graph', ...times }])
      const answer = await fetch(`${alertmanager}/api/v2/alerts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      expect(answer.status).toBe(200)
    },
    metrics: async () => await (await fetch(`${alertmanager}/metrics`)).text(),
  }
}

const contents = (fake: FakeRobots): string[] =>
  fake.messages.map(({ body }) => (body as { markdown: { content: string } }).markdown.content)

describe.skipIf(missing)(missing ?? 'the real Alertmanager, with the generated configuration', () => {
  it('reaches the robot when an alert fires, and again when it ends', async () => {
    const { fake, alert } = await setUp()
    const startsAt = new Date().toISOString()
    await alert({ startsAt })
    await waitFor(() => fake.messages.length === 1, { what: 'the alert', timeoutMs: 20_000 })
    await alert({ startsAt, endsAt: new Date().toISOString() })
    await waitFor(() => fake.messages.length === 2, { what: 'its end', timeoutMs: 20_000 })
    expect(contents(fake).map((text) => text.split('\n')[0])).toEqual([
      '### FIRING · critical · LLMLatencyP95High · chat',
      '### RESOLVED · critical · LLMLatencyP95High · chat',
    ])
    expect(contents(fake)[0]).toContain('Model: qwen3-4b-instruct-2507 · Service: chat · Environment: production')
  })

  it('tries again while the robot takes nothing, and the message arrives once', async () => {
    const { fake, alert, metrics } = await setUp()
    fake.rest = { status: 502, body: '' }
    await alert({ startsAt: new Date().toISOString() })
    await waitFor(
      async () =>
        Number(/alertmanager_notification_requests_failed_total\{integration="webhook"[^}]*\} (\d+)/.exec(await metrics())?.[1]) >= 1,
      {
        what: 'a failed try',
        timeoutMs: 20_000,
      },
    )
    const refused = fake.messages.length
    fake.rest = RECORDED.wecomOk
    await waitFor(async () => /alertmanager_notification_requests_total\{integration="webhook"[^}]*\} [2-9]/.test(await metrics()), {
      what: 'another try',
      timeoutMs: 20_000,
    })
    await waitFor(() => fake.messages.length > refused)
    expect(refused).toBeGreaterThan(0)
    expect(fake.messages.length).toBeLessThanOrEqual(refused + 2)
  })

  it('hears that a robot refuses a message for good, counts it as failed, and the robot is asked once', async () => {
    const { fake, alert, metrics } = await setUp()
    fake.rest = RECORDED.wecomKey
    await alert({ startsAt: new Date().toISOString() })
    const failed = /alertmanager_notifications_failed_total\{integration="webhook",[^}]*reason="clientError"[^}]*\} [1-9]/
    await waitFor(async () => failed.test(await metrics()), { what: 'a failed notification', timeoutMs: 20_000 })
    expect(fake.messages).toHaveLength(1)
  })
})
