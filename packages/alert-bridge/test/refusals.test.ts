import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { waitFor } from '@tokenscope/testing'
import { describe, expect, it } from 'vitest'
import { SIGNING_KEY, startBridgeFor, TOKEN } from './bridge-of.ts'
import { RECORDED } from './fake-robots.ts'
import { notificationOf } from './notification-of.ts'
import { deadLetters, robots, value } from './what-came-of-it.ts'

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
