import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parsePrometheusText, waitFor } from '@tokenscope/testing'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type BridgeUnderTest, SIGNING_KEY, startBridgeFor, TOKEN } from './bridge-of.ts'
import { type FakeRobots, RECORDED, type RobotAnswer, startFakeRobots } from './fake-robots.ts'
import { LABELS, notificationOf } from './notification-of.ts'

async function robots(rest?: RobotAnswer): Promise<FakeRobots> {
  const fake = await startFakeRobots(rest)
  onTestFinished(() => fake.close())
  return fake
}

interface Letter {
  readonly robot: string
  readonly reason: string
  readonly code?: number
  readonly status: string
}

const deadLetters = ({ folder }: BridgeUnderTest): Letter[] => {
  const file = join(folder, 'dead-letters.jsonl')
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Letter)
}

async function value({ bridge }: BridgeUnderTest, name: string, labels: Record<string, string>): Promise<number | undefined> {
  const samples = parsePrometheusText(await (await fetch(`${bridge.url}/metrics`)).text())
  return samples.find((sample) => sample.name === name && Object.entries(labels).every(([key, text]) => sample.labels[key] === text))?.value
}

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

describe('a failure that stays', () => {
  it.each([
    ['dingtalk', RECORDED.dingtalkKeyword, 310000, /set `keyword`/],
    ['dingtalk', RECORDED.dingtalkToken, 300005, /copy the robot’s webhook address anew/],
    ['feishu', RECORDED.feishuSign, 19021, /check secret_file and the clock/],
    ['feishu', RECORDED.feishuBad, 9499, /larger than 20 KB/],
    ['feishu', RECORDED.feishuKeyword, 19024, /set `keyword`/],
    ['wecom', RECORDED.wecomKey, 93000, /the key in the address is not known/],
  ] as const)('(%s %j) is a dead letter at once, and Alertmanager does not try again', async (kind, answer, code, reason) => {
    const fake = await robots(answer)
    const under = await startBridgeFor(fake.url, [kind])
    expect((await under.send()).status).toBe(424)
    expect((await under.send()).status).toBe(424)
    expect(fake.messages).toHaveLength(1)
    expect(deadLetters(under)).toEqual([
      expect.objectContaining({ robot: kind, code, reason: expect.stringMatching(reason) as string, status: 'firing' }),
    ])
    expect(statSync(join(under.folder, 'dead-letters.jsonl')).mode & 0o777).toBe(0o600)
    expect(await value(under, 'tokenscope_alert_bridge_dead_letters_total', { tokenscope_alert_bridge_robot: kind })).toBe(1)
  })

  it('with a code that nobody knows is one after three tries', async () => {
    const fake = await robots({ body: '{"errcode":99999,"errmsg":"?"}' })
    const under = await startBridgeFor(fake.url, ['dingtalk'])
    expect((await under.send()).status).toBe(424)
    expect([fake.messages.length, deadLetters(under).length]).toEqual([3, 1])
  })

  it('of a signature says by how much the clock of this machine is off, where it is', async () => {
    const fake = await robots({ ...RECORDED.feishuSign, date: new Date(Date.now() + 2 * 3_600_000) })
    fake.answers.push(RECORDED.feishuSign)
    const under = await startBridgeFor(fake.url, ['feishu'])
    await under.send(notificationOf([{}], 'a'))
    await under.send(notificationOf([{}], 'b'))
    const clock = ': this clock is 2h 00m behind the platform’s'
    expect(deadLetters(under).map(({ reason }) => reason.includes(clock))).toEqual([false, true])
  })

  it('does not hold up the messages behind it', async () => {
    const fake = await robots()
    fake.answers.push(RECORDED.dingtalkKeyword)
    const under = await startBridgeFor(fake.url, ['dingtalk'])
    const statuses = await Promise.all([under.send(notificationOf([{}], 'a')), under.send(notificationOf([{}], 'b'))])
    expect(statuses.map(({ status }) => status)).toEqual([424, 200])
  })

  it('leaves no secret in log, metrics, answers and dead letters, even when the robot repeats it', async () => {
    const fake = await robots({ body: JSON.stringify({ errcode: 300005, errmsg: `token ${TOKEN} is not exist, key ${SIGNING_KEY}` }) })
    const under = await startBridgeFor(fake.url, ['dingtalk'])
    const answer = await (await under.send()).text()
    const page = await (await fetch(`${under.bridge.url}/metrics`)).text()
    const seen = [answer, page, under.logged.join('\n'), readFileSync(join(under.folder, 'dead-letters.jsonl'), 'utf8')].join('\n')
    expect(seen).toContain('token *** is not exist, key ***')
    expect(seen).not.toContain(TOKEN)
    expect(seen).not.toContain(SIGNING_KEY)
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

describe('when the bridge is stopped', () => {
  it('Alertmanager is asked to bring again what no robot took, though it is written down', async () => {
    const fake = await robots({ fail: 'silence' })
    const under = await startBridgeFor(fake.url, ['wecom'])
    const sent = under.send()
    await waitFor(() => fake.messages.length === 1, { what: 'the message to be on its way' })
    await under.bridge.shutdown(0)
    expect((await sent).status).toBe(503)
    expect(deadLetters(under)).toEqual([expect.objectContaining({ reason: 'the bridge was stopped before the robot took it' })])
  })

  it('what a robot takes meanwhile is delivered, and told so', async () => {
    const fake = await robots({ ...RECORDED.wecomOk, delayMs: 100 })
    const under = await startBridgeFor(fake.url, ['wecom'])
    const sent = under.send()
    await waitFor(() => fake.messages.length === 1, { what: 'the message to be on its way' })
    await under.bridge.shutdown()
    expect([(await sent).status, deadLetters(under)]).toEqual([200, []])
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
