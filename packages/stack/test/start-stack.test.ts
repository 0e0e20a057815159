import { readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { missingBinaries } from '../src/binaries/missing-binaries.ts'
import { identify, isAlive } from '../src/processes/process-identity.ts'
import type { StackOptions } from '../src/stack-options.ts'
import { startStack } from '../src/start-stack.ts'
import { stackStatus } from '../src/status/stack-status.ts'
import { stopStack } from '../src/stop-stack.ts'
import { processesWith } from './processes-with.ts'
import { temporaryFolder } from './temporary-folder.ts'

const missing = await missingBinaries(['otelcol', 'jaeger', 'prometheus', 'alertmanager'], { onProgress: console.error })

/** Starts what the test asks for, on free ports; it ends with the test. */
async function start(options: StackOptions) {
  const stack = await startStack({ ports: 'any', ...options })
  onTestFinished(async () => await stack.shutdown())
  return stack
}

describe.skipIf(missing !== undefined)(`the stack with the real programs${missing === undefined ? '' : ` (${missing})`}`, () => {
  it('is there as a whole, tells about itself, and leaves no process', async () => {
    const dataFolder = await temporaryFolder()
    const stack = await start({ dataFolder })
    const names = ['collector', 'jaeger', 'prometheus', 'alertmanager'] as const
    const identities = names.map((name) => identify(stack.component(name).pid))
    const answers = await Promise.all(
      [
        `${stack.urls.collectorHealth}/`,
        `${stack.urls.jaeger}/api/services`,
        `${stack.urls.prometheus}/-/ready`,
        `${stack.urls.alertmanager}/-/ready`,
        `${stack.urls.prometheus}/user/otel-collector-down.md`,
      ].map(async (url) => (await fetch(url)).status),
    )
    expect(answers).toEqual([200, 200, 200, 200, 200])
    const status = await stackStatus({ dataFolder })
    expect(status.components.map(({ name, running, ready }) => ({ name, running, ready }))).toEqual(
      names.map((name) => ({ name, running: true, ready: true })),
    )
    expect(status).toMatchObject({ state: 'running', urls: stack.urls, collector: { accepted: 0, refused: 0, lost: 0 } })
    const span = {
      traceId: '5b8efff798038103d269b633813fc60c',
      spanId: 'eee19b7ec3c1b174',
      name: 'chat',
      startTimeUnixNano: '1',
      endTimeUnixNano: '2',
    }
    await fetch(`${stack.urls.otlpHttp}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }),
    })
    const afterwards = await stackStatus({ dataFolder })
    expect(afterwards.collector).toMatchObject({ accepted: 1, refused: 0, lost: 0 })
    expect(Math.abs(Date.now() - (afterwards.lastReceivedMs ?? 0))).toBeLessThan(10_000)
    await stack.shutdown()
    expect(identities.map((identity) => identity !== undefined && isAlive(identity))).toEqual([false, false, false, false])
    expect(await stackStatus({ dataFolder })).toMatchObject({ state: 'stopped', components: [], urls: undefined })
  })

  it('keeps its data to its owner', async () => {
    const dataFolder = await temporaryFolder()
    const stack = await start({ dataFolder })
    const modes = await Promise.all(
      ['.', ...(await readdir(dataFolder))].map(async (name) => [name, (await stat(join(dataFolder, name))).mode & 0o777]),
    )
    await stack.shutdown()
    expect(Object.fromEntries(modes)).toEqual({
      '.': 0o700,
      alertmanager: 0o700,
      config: 0o700,
      jaeger: 0o700,
      logs: 0o700,
      prometheus: 0o700,
      queue: 0o700,
      'stack.json': 0o600,
    })
  })

  it('has components that can be killed, and started again on the same port', async () => {
    const stack = await start({ dataFolder: await temporaryFolder(), components: ['alertmanager'] })
    const component = stack.component('alertmanager')
    const first = component.pid
    await component.kill('SIGKILL')
    expect([component.running, await fetch(stack.urls.alertmanager).catch(() => 'refused')]).toEqual([false, 'refused'])
    await component.start()
    expect([component.running, component.pid !== first, (await fetch(`${stack.urls.alertmanager}/-/ready`)).status]).toEqual([
      true,
      true,
      200,
    ])
  })

  it('is told apart from a second start on the same data, which is refused', async () => {
    const dataFolder = await temporaryFolder()
    const stack = await start({ dataFolder, components: ['alertmanager'] })
    await expect(startStack({ dataFolder, ports: 'any' })).rejects.toMatchObject({
      name: 'StackRunning',
      message: `A stack runs on ${dataFolder} already: alertmanager.`,
    })
    expect(stack.component('alertmanager').running).toBe(true)
  })

  it('is not started when a port is taken: the message names the port, its use and who holds it', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const dataFolder = await temporaryFolder()
    const owner = (await readFile(`/proc/${process.pid}/comm`, 'utf8').catch(() => 'node')).trim()
    const free = {
      otlpHttp: 0,
      otlpGrpc: 0,
      collectorHealth: 0,
      collectorMetrics: 0,
      collectorScrape: 0,
      jaeger: 0,
      jaegerGrpc: 0,
      jaegerOtlp: 0,
    }
    const ports = { ...free, jaegerOtlpHttp: 0, jaegerHealth: 0, alertmanager: 0, prometheus: port }
    await expect(startStack({ dataFolder, ports })).rejects.toMatchObject({
      name: 'StackError',
      message: [
        `Port ${port} is taken by ${owner} (process ${process.pid}): prometheus needs it for metrics and alerts, in a browser.`,
        'Nothing was started. Stop what is in the way, or choose other ports: --port-offset 1000, --any-port.',
      ].join('\n'),
    })
    expect(await readdir(dataFolder)).toEqual([])
  })

  it('is not left half started when a part ends at once: the error has its last log lines, the others are stopped', async () => {
    const dataFolder = await temporaryFolder()
    const collectorFile = join(dataFolder, 'broken.yaml')
    await writeFile(collectorFile, 'receivers: {otlp: {protocols: {http: {}}}}\n')
    const failed = startStack({ dataFolder, ports: 'any', collectorFile, components: ['alertmanager', 'collector'] })
    await expect(failed).rejects.toThrow(
      `collector ended (exit code 1) before it was ready.\nThe last lines of ${join(dataFolder, 'logs/collector.log')}:\n  Error: invalid configuration: `,
    )
    expect(await processesWith(dataFolder)).toEqual([])
    expect(await stackStatus({ dataFolder })).toMatchObject({ state: 'stopped', components: [] })
  })

  it.skipIf(process.platform !== 'linux')('is not left half started when the disk is full, and that is what the error says', async () => {
    const dataFolder = await temporaryFolder()
    await symlink('/dev/full', join(dataFolder, 'stack.json.part'))
    await expect(startStack({ dataFolder, ports: 'any', components: ['alertmanager'] })).rejects.toMatchObject({
      name: 'StackError',
      message: `The disk of ${dataFolder} is full (ENOSPC), so the stack was not started. Make room, or choose another folder: --data FOLDER.`,
    })
    expect(await processesWith(dataFolder)).toEqual([])
    expect((await readdir(dataFolder)).filter((name) => name.startsWith('stack.'))).toEqual([])
  })

  it('does not touch a process that has the number of one of its own by now', async () => {
    const dataFolder = await temporaryFolder()
    const stack = await start({ dataFolder, components: ['alertmanager'] })
    const file = join(dataFolder, 'stack.json')
    const state = await readFile(file, 'utf8')
    await stack.shutdown()
    // The number is this test's own, which lives; the start time is that of another.
    await writeFile(file, state.replace(/"pid": \d+/, `"pid": ${process.pid}`))
    expect(await stackStatus({ dataFolder })).toMatchObject({ state: 'stopped', components: [{ name: 'alertmanager', running: false }] })
    expect(await stopStack({ dataFolder })).toEqual([{ name: 'alertmanager', how: 'gone' }])
  })
})
