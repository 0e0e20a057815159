import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AlertSink, startAlertSink } from '../src/index.ts'

let sink: AlertSink
beforeEach(async () => {
  sink = await startAlertSink()
})
afterEach(() => sink.close())

describe('startAlertSink()', () => {
  it('keeps what Alertmanager sends, with the path by which receivers are told apart', async () => {
    expect(await post('/pager?team=a', notification('Slow', 'firing'))).toEqual([200, ''])
    expect(sink.notifications).toEqual([
      {
        path: '/pager?team=a',
        receivedAtMs: expect.any(Number),
        receiver: 'page',
        status: 'firing',
        groupLabels: { alertname: 'Slow' },
        alerts: [notification('Slow', 'firing').alerts[0]],
      },
    ])
  })

  it('waits for an alert by name, status and labels', async () => {
    const resolved = sink.waitForAlert('Slow', 'resolved', { labels: { severity: 'critical' } })
    await post('/', notification('Other', 'resolved'))
    await post('/', notification('Slow', 'firing'))
    await post('/', notification('Slow', 'resolved'))
    expect(await resolved).toEqual(notification('Slow', 'resolved').alerts[0])
    expect(await sink.waitForAlert('Slow', 'firing')).toMatchObject({ status: 'firing' })
  })

  it('says what was notified where the alert does not come', async () => {
    await post('/', notification('Slow', 'firing'))
    await expect(sink.waitForAlert('Slow', 'resolved', { timeoutMs: 50 })).rejects.toThrow(
      'waited 50 ms for notifications that fit; so far: 1 notifications (Slow firing)',
    )
    await expect(sink.waitForAlert('Slow', 'firing', { labels: { severity: 'none' }, timeoutMs: 50 })).rejects.toThrow('Slow firing')
  })

  it('refuses what is not a notification', async () => {
    expect(await post('/', 'no JSON')).toEqual([400, expect.stringContaining('JSON')])
    expect(await post('/', {})).toEqual([400, 'expected an object with `alerts`, as Alertmanager sends it'])
    expect(await post('/', { ...notification('Slow', 'firing'), version: '3' })).toEqual([
      400,
      'expected version 4 of the webhook, got "3"',
    ])
    expect(await post('/', { version: '4', alerts: [{}] })).toEqual([400, 'not an alert: {}'])
    expect(sink.notifications).toEqual([])
  })

  it('fails when told to, and forgets when told to', async () => {
    sink.failNext(1, 500)
    expect(await post('/', notification('Slow', 'firing'))).toEqual([500, 'told to answer 500'])
    await post('/', notification('Slow', 'firing'))
    expect(sink.notifications).toHaveLength(1)
    sink.reset()
    expect(sink.notifications).toEqual([])
  })
})

async function post(path: string, body: unknown): Promise<[status: number, text: string]> {
  const response = await fetch(sink.url + path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })
  return [response.status, await response.text()]
}

function notification(alertname: string, status: 'firing' | 'resolved') {
  const labels = { alertname, severity: 'critical' }
  return {
    version: '4',
    receiver: 'page',
    status,
    groupLabels: { alertname },
    alerts: [{ status, labels, annotations: { summary: 's' }, startsAt: 'a', endsAt: 'b', generatorURL: 'u', fingerprint: 'f' }],
  }
}
