import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { ALL_METRICS, toPrometheusSeries } from '@tokenscope/semconv'
import { parsePrometheusText } from '@tokenscope/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseBridgeConfig, SecretError, startBridge } from '../src/index.ts'
import { robotYaml, startBridgeFor, temporaryFolder } from './bridge-of.ts'
import { type FakeRobots, RECORDED, startFakeRobots } from './fake-robots.ts'
import { notificationOf } from './notification-of.ts'

async function robots(): Promise<FakeRobots> {
  const fake = await startFakeRobots(RECORDED.wecomOk)
  onTestFinished(() => fake.close())
  return fake
}

const JSON_TYPE = { 'content-type': 'application/json' }

describe('a bad request', () => {
  it.each([
    ['an unknown path', '/', {}, 404, 'there are /alerts, /alerts/<robot>, /healthz and /metrics'],
    ['an unknown robot', '/alerts/slack', {}, 404, 'there is no robot slack: there are wecom'],
    ['GET', '/alerts', { method: 'GET' }, 405, 'notifications are sent with POST'],
    ['POST to the metrics', '/metrics', { body: '' }, 405, '/metrics is read with GET'],
    [
      'a form',
      '/alerts',
      { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'the body must be application/json',
    ],
    ['no JSON', '/alerts', { body: '{' }, 400, 'the body is not JSON'],
    ['JSON of another kind', '/alerts', { body: '[]' }, 400, 'the body must be an object'],
    ['another version', '/alerts', { body: '{"version":"3"}' }, 400, 'version is "3"'],
    ['no alerts', '/alerts', { body: '{"version":"4","alerts":[]}' }, 400, 'alerts must be a list with at least one alert'],
    [
      'a label that is no text',
      '/alerts',
      { body: JSON.stringify(notificationOf([{ labels: { a: 1 } as never }])) },
      400,
      'alerts[0].labels.a must be a text',
    ],
    [
      'a time that is none',
      '/alerts',
      { body: JSON.stringify(notificationOf([{ startsAt: 'noon' }])) },
      400,
      'alerts[0].startsAt must be a time',
    ],
    [
      'a time that no calendar has',
      '/alerts',
      { body: JSON.stringify(notificationOf([{ startsAt: '+275760-09-13T00:00:00.000Z' }])) },
      400,
      'alerts[0].startsAt must be a time',
    ],
    ['a body that is too large', '/alerts', { body: 'x'.repeat(5_000_000) }, 413, 'set max_alerts'],
    ['a body that is far too large', '/alerts', { body: 'x'.repeat(40_000_000) }, 413, 'set max_alerts'],
    ['a web page', '/alerts', { body: '{}', headers: { ...JSON_TYPE, origin: 'http://rebound.example:9095' } }, 403, 'no web page'],
  ] as [string, string, RequestInit, number, string][])(
    '(%s) gets its reason, and the bridge lives on',
    async (_name, path, init, status, reason) => {
      const fake = await robots()
      const { bridge, send } = await startBridgeFor(fake.url, ['wecom'])
      const answer = await fetch(`${bridge.url}${path}`, { method: 'POST', headers: JSON_TYPE, ...init })
      expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(reason)])
      expect((await send()).status).toBe(200)
      expect(fake.messages).toHaveLength(1)
    },
  )

  it('that comes too slowly is ended', async () => {
    const fake = await robots()
    const { bridge, send } = await startBridgeFor(fake.url, ['wecom'], { options: { requestTimeoutMs: 200 } })
    const socket = connect(Number(new URL(bridge.url).port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    let answer = ''
    const ended = new Promise((resolve) => socket.on('data', (chunk) => (answer += chunk.toString())).once('close', resolve))
    socket.write('POST /alerts HTTP/1.1\r\nhost: bridge\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"ver')
    await ended
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect((await send()).status).toBe(200)
  })
})

describe('a shared secret', () => {
  it('is demanded of whoever brings notifications, and of nobody who asks how the bridge is', async () => {
    const fake = await robots()
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'shared'), 'a-shared-secret\n', { mode: 0o600 })
    const yaml = `listen: 127.0.0.1:0\nshared_secret_file: shared\nrobots:\n${robotYaml(folder, fake.url, 'wecom')}`
    const bridge = await startBridge(parseBridgeConfig(yaml, join(folder, 'b.yaml')), { log: () => undefined })
    onTestFinished(() => bridge.shutdown(0))
    const send = async (authorization?: string): Promise<number> => {
      const headers = { ...JSON_TYPE, ...(authorization === undefined ? {} : { authorization }) }
      return (await fetch(`${bridge.url}/alerts`, { method: 'POST', headers, body: JSON.stringify(notificationOf()) })).status
    }
    expect([await send(), await send('Bearer wrong'), await send('a-shared-secret'), await send('Bearer a-shared-secret')]).toEqual([
      401, 401, 401, 200,
    ])
    expect((await fetch(`${bridge.url}/healthz`)).status).toBe(200)
    expect(fake.messages).toHaveLength(1)
  })
})

describe('the metrics', () => {
  it('are those of the table, and count from the start', async () => {
    const fake = await robots()
    const { bridge, send } = await startBridgeFor(fake.url, ['wecom'])
    const before = parsePrometheusText(await (await fetch(`${bridge.url}/metrics`)).text())
    expect(before.filter(({ value }) => value !== 0)).toEqual([])
    const refusals = before.filter(({ name }) => name === 'tokenscope_alert_bridge_refused_requests_total')
    expect(refusals.map(({ labels }) => labels.tokenscope_alert_bridge_result)).toContain('unauthorized')
    await send()
    await fetch(`${bridge.url}/nowhere`)
    const page = await fetch(`${bridge.url}/metrics`)
    expect(page.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    const names = new Set(parsePrometheusText(await page.text()).map(({ name }) => name))
    const own = ALL_METRICS.filter(({ name }) => name.includes('alert_bridge')).flatMap((metric) => toPrometheusSeries(metric, 'scrape'))
    expect([...names].toSorted()).toEqual(own.toSorted())
  })
})

describe('the bridge does not start', () => {
  it('without the file of an address', async () => {
    const config = parseBridgeConfig('listen: 127.0.0.1:0\nrobots: {ops: {kind: wecom, url_file: /nowhere/url}}\n')
    await expect(startBridge(config, { log: () => undefined })).rejects.toThrow(SecretError)
  })

  it('on a port that is taken', async () => {
    const fake = await robots()
    const folder = temporaryFolder()
    const yaml = `listen: ${new URL(fake.url).host}\nrobots:\n${robotYaml(folder, fake.url, 'wecom')}`
    await expect(startBridge(parseBridgeConfig(yaml, join(folder, 'b.yaml')), { log: () => undefined })).rejects.toThrow(
      'is taken (EADDRINUSE): end what listens there, or write another address at `listen`',
    )
  })
})
