import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { waitFor } from '@tokenscope/testing'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { startBridgeFor, TOKEN } from './bridge-of.ts'
import { RECORDED, type RobotAnswer } from './fake-robots.ts'
import { LABELS, notificationOf } from './notification-of.ts'
import { deadLetters, robots, value } from './what-came-of-it.ts'

describe('a notification', () => {
  it('reaches every robot, signed as it wants, and Alertmanager is told that it did', async () => {
    const fake = await robots()
    const under = await startBridgeFor(fake.url, ['dingtalk', 'wecom'])
    expect((await under.send()).status).toBe(200)
    expect(fake.messages.map(({ path }) => path)).toEqual(['/robot/send', '/cgi-bin/webhook/send'])
    const [ding, wecom] = fake.messages
    expect(Object.fromEntries(ding!.query)).toEqual({
      access_token: TOKEN,
      timestamp: expect.stringMatching(/^\d{13}$/),
      sign: expect.stringMatching(/^.{43}=$/),
    })
    expect(Object.fromEntries(wecom!.query)).toEqual({ key: TOKEN })
  })

  it('to one robot reaches no other', async () => {
    const fake = await robots(RECORDED.feishuOk)
    const under = await startBridgeFor(fake.url, ['dingtalk', 'feishu'])
    expect((await under.send(notificationOf(), '/alerts/feishu')).status).toBe(200)
    expect(fake.messages.map(({ path }) => path)).toEqual([`/open-apis/bot/v2/hook/${TOKEN}`])
  })

  it('that comes again is not sent again; an alert that fires anew is', async () => {
    const fake = await robots()
    const under = await startBridgeFor(fake.url, ['wecom'])
    const again = { startsAt: '2026-11-26T14:00:00Z' }
    for (const alert of [{}, {}, { status: 'resolved' as const, endsAt: '2026-11-26T13:00:00Z' }, again]) {
      expect((await under.send(notificationOf([alert]))).status).toBe(200)
    }
    expect(fake.messages.map(({ body }) => (body as { markdown: { content: string } }).markdown.content.split(' ')[1])).toEqual([
      'FIRING',
      'RESOLVED',
      'FIRING',
    ])
  })
})

describe('more alerts than Alertmanager puts into a notification', () => {
  it('are news, although the ones that it puts there are the same', async () => {
    const fake = await robots(RECORDED.wecomOk)
    const under = await startBridgeFor(fake.url, ['wecom'])
    for (const truncatedAlerts of [1, 1, 30]) await under.send({ ...notificationOf(), truncatedAlerts })
    expect(
      fake.messages.map(({ body }) => /… and (\d+) more/.exec((body as { markdown: { content: string } }).markdown.content)?.[1]),
    ).toEqual(['1', '30'])
  })
})

describe('a clock that is set back', () => {
  it('by an hour holds nobody up', async () => {
    const fake = await robots(RECORDED.wecomOk)
    const under = await startBridgeFor(fake.url, ['wecom'])
    await under.send(notificationOf([{}], 'a'))
    const { now } = Date
    vi.spyOn(Date, 'now').mockImplementation(() => now() - 3_600_000)
    onTestFinished(() => void vi.restoreAllMocks())
    expect((await under.send(notificationOf([{}], 'b'))).status).toBe(200)
  })
})

describe('a new key', () => {
  it('holds from the next message on, without a restart', async () => {
    const fake = await robots(RECORDED.wecomOk)
    const under = await startBridgeFor(fake.url, ['wecom'])
    await under.send(notificationOf([{}], 'a'))
    writeFileSync(join(under.folder, 'wecom-url'), `${fake.url}/cgi-bin/webhook/send?key=another-key`)
    await under.send(notificationOf([{}], 'b'))
    expect(fake.messages.map(({ query }) => query.get('key'))).toEqual([TOKEN, 'another-key'])
  })
})

describe('a failure that passes', () => {
  const passing: [string, RobotAnswer][] = [
    ['too many messages', RECORDED.dingtalkFast],
    ['a busy platform', { body: '{"errcode":-1,"errmsg":"系统繁忙"}' }],
    ['a sign-in page with status 200', RECORDED.html],
    ['HTTP 502', { status: 502, body: 'bad gateway' }],
    ['HTTP 429', { status: 429, body: '' }],
    ['a connection that is reset', { fail: 'reset' }],
    ['an answer that breaks off', { fail: 'half' }],
    ['no answer', { fail: 'silence' }],
    ['an unknown code', { body: '{"errcode":99999,"errmsg":"?"}' }],
    ['an empty answer', { body: '{}' }],
  ]
  it.each(passing)('(%s) is tried again until it is delivered, once', async (_name, answer) => {
    const fake = await robots()
    fake.answers.push(answer)
    const under = await startBridgeFor(fake.url, ['dingtalk'], { yaml: 'delivery: {request_timeout: 200ms}\n' })
    expect((await under.send()).status).toBe(200)
    expect(fake.messages).toHaveLength(2)
    expect(deadLetters(under)).toEqual([])
  })
})

describe('while nothing is delivered', () => {
  it('Alertmanager is asked to come again, and its next try waits for the same message', async () => {
    const fake = await robots({ status: 503, body: '' })
    const under = await startBridgeFor(fake.url, ['wecom'], {
      yaml: 'delivery: {answer_within: 150ms}\n',
      options: { timing: { maxRetryMs: 30 } },
    })
    const first = await under.send()
    expect([first.status, first.headers.get('retry-after')]).toEqual([503, '5'])
    const before = fake.messages.length
    const second = under.send()
    fake.rest = RECORDED.wecomOk
    expect((await second).status).toBe(200)
    expect(fake.messages.length).toBeGreaterThan(before)
    expect((await under.send()).status).toBe(200)
    expect(await value(under, 'tokenscope_alert_bridge_attempts_total', { tokenscope_alert_bridge_result: 'delivered' })).toBe(1)
  })

  it('a message is given up after its time, and is a dead letter', async () => {
    const fake = await robots({ fail: 'reset' })
    const under = await startBridgeFor(fake.url, ['wecom'], { yaml: 'delivery: {answer_within: 100ms, give_up_after: 200ms}\n' })
    await under.send()
    await waitFor(() => deadLetters(under).length === 1, { what: 'a dead letter' })
    expect(deadLetters(under)[0]?.reason).toContain('fetch failed: ECONNRESET')
  })

  it('one robot that took it is enough: the other one is the bridge’s to deliver', async () => {
    const fake = await robots(RECORDED.wecomOk)
    fake.answers.push({ status: 500, body: '' }, RECORDED.wecomOk, { status: 500, body: '' })
    const under = await startBridgeFor(fake.url, ['dingtalk', 'wecom'], {
      yaml: 'delivery: {answer_within: 2s}\n',
      options: { timing: { retryMs: 100 } },
    })
    expect((await under.send()).status).toBe(200)
    await waitFor(
      async () =>
        (await value(under, 'tokenscope_alert_bridge_attempts_total', {
          tokenscope_alert_bridge_robot: 'dingtalk',
          tokenscope_alert_bridge_result: 'delivered',
        })) === 1,
    )
  })

  it('a notification of more messages than may wait is taken by a queue that is empty', async () => {
    const fake = await robots(RECORDED.wecomOk)
    const under = await startBridgeFor(fake.url, ['wecom'], { yaml: 'delivery: {queue_length: 2}\n' })
    const many = Array.from({ length: 16 }, (_, index) => ({ labels: { ...LABELS, alertname: `Alert${index}` }, fingerprint: `f${index}` }))
    expect((await under.send(notificationOf(many))).status).toBe(200)
    expect(fake.messages).toHaveLength(3)
  })

  it('a full queue takes nothing more', async () => {
    const fake = await robots({ fail: 'silence' })
    const under = await startBridgeFor(fake.url, ['wecom'], { yaml: 'delivery: {answer_within: 100ms, queue_length: 2}\n' })
    const statuses = await Promise.all(['a', 'b', 'c'].map(async (group) => await (await under.send(notificationOf([{}], group))).text()))
    expect(statuses).toEqual(['no robot took it yet; ask again\n', 'no robot took it yet; ask again\n', 'the queue is full; ask again\n'])
  })
})

describe('a part of a long message', () => {
  const long = notificationOf(
    Array.from({ length: 16 }, (_, index) => ({ labels: { ...LABELS, alertname: `Alert${index}` }, fingerprint: `f${index}` })),
  )

  it('that was delivered is not sent again when a later one fails for a while', async () => {
    const fake = await robots(RECORDED.wecomOk)
    fake.answers.push(RECORDED.wecomOk, { status: 500, body: '' }, { fail: 'reset' })
    const under = await startBridgeFor(fake.url, ['wecom'])
    expect((await under.send(long)).status).toBe(200)
    const numbers = fake.messages.map(({ body }) => /\((\d)\/\d\)/.exec((body as { markdown: { content: string } }).markdown.content)?.[1])
    expect(numbers).toEqual(['1', '2', '2', '2', '3'])
  })

  it('that fails for good is a dead letter, and Alertmanager does not bring the others again', async () => {
    const fake = await robots(RECORDED.wecomOk)
    fake.answers.push(RECORDED.wecomOk, RECORDED.wecomKey)
    const under = await startBridgeFor(fake.url, ['wecom'])
    expect((await under.send(long)).status).toBe(200)
    expect(deadLetters(under)).toEqual([expect.objectContaining({ part: 2, parts: 3 })])
  })
})

describe('the pace', () => {
  it('is at most so many messages in the window, in order', async () => {
    const fake = await robots(RECORDED.wecomOk)
    const under = await startBridgeFor(fake.url, ['wecom'], { robot: '    per_minute: 3\n', options: { timing: { windowMs: 400 } } })
    await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((group) => under.send(notificationOf([{}], group))))
    const times = fake.messages.map(({ at }) => at)
    expect(times).toHaveLength(7)
    for (const index of [3, 4, 5, 6]) expect(times[index]! - times[index - 3]!).toBeGreaterThanOrEqual(350)
  })
})
