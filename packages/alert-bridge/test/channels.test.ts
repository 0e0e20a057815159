import { describe, expect, it } from 'vitest'
import { channels } from '../src/channels/channels.ts'
import { dingtalk, signDingtalk } from '../src/channels/dingtalk.ts'
import { feishu, signFeishu } from '../src/channels/feishu.ts'
import { wecom } from '../src/channels/wecom.ts'
import type { Message } from '../src/message/message.ts'
import { RECORDED } from './fake-robots.ts'

const MENTIONS = { all: true, mobiles: ['13800001111'], users: ['zhang'] }
const MESSAGE: Message = { title: 'Title', text: 'Text', status: 'firing', severity: 'critical' }
const NOW = new Date(1_577_262_236_757)

describe('a signature', () => {
  // Computed with OpenSSL and with Python's hmac, and the same in published tests of others.
  it('of DingTalk is keyed by the secret and signs time and secret', () => {
    expect(signDingtalk(1_577_262_236_757, 'this is secret')).toBe('hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM=')
  })

  it('of Feishu is keyed by time and secret and signs nothing', () => {
    expect(signFeishu(1_599_360_473, 'demo')).toBe('l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=')
    expect(signFeishu(1_599_360_473, 'demo-secret')).toBe('3/MaVZ8JLIy4TUG+7KSFJqvUkTKd+HWY8g+56DZWq8s=')
  })
})

describe('a request', () => {
  it('to DingTalk carries time and signature in its address', () => {
    const address = { url: 'https://oapi.dingtalk.com/robot/send?access_token=abc', secret: 'this is secret' }
    expect(dingtalk.toRequest({ msgtype: 'markdown' }, address, NOW)).toEqual({
      url: 'https://oapi.dingtalk.com/robot/send?access_token=abc&timestamp=1577262236757&sign=hmPWwU%2B7lVdm3ZZz0r9tSfx0L4Q26jWOZr9%2BGs6EZQM%3D',
      body: '{"msgtype":"markdown"}',
    })
  })

  it('to Feishu carries time and signature in its body', () => {
    const request = feishu.toRequest(
      { msg_type: 'interactive' },
      { url: 'https://open.feishu.cn/x', secret: 'demo' },
      new Date(1_599_360_473_999),
    )
    expect(request).toEqual({
      url: 'https://open.feishu.cn/x',
      body: '{"timestamp":"1599360473","sign":"l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=","msg_type":"interactive"}',
    })
  })

  it('without a key is not signed', () => {
    expect(dingtalk.toRequest({}, { url: 'https://oapi.dingtalk.com/robot/send?access_token=abc' }, NOW).url).toBe(
      'https://oapi.dingtalk.com/robot/send?access_token=abc',
    )
    expect(feishu.toRequest({}, { url: 'https://open.feishu.cn/x' }, NOW).body).toBe('{}')
  })
})

describe('the bodies of a message', () => {
  it('for DingTalk mention in the text and in `at`', () => {
    expect(dingtalk.toBodies({ ...MESSAGE, mentions: MENTIONS })).toEqual([
      {
        msgtype: 'markdown',
        markdown: { title: 'Title', text: 'Text\n\n@13800001111 @zhang' },
        at: { atMobiles: ['13800001111'], atUserIds: ['zhang'], isAtAll: true },
      },
    ])
  })

  it('for Feishu are a card in the colour of the severity, or green when it is over', () => {
    const [card] = feishu.toBodies({ ...MESSAGE, mentions: { all: true, mobiles: [], users: ['ou_1'] } })
    expect(card).toEqual({
      msg_type: 'interactive',
      card: {
        config: { wide_screen_mode: true },
        header: { title: { tag: 'plain_text', content: 'Title' }, template: 'red' },
        elements: [{ tag: 'markdown', content: 'Text\n<at id=all></at> <at id=ou_1></at>' }],
      },
    })
    expect(feishu.toBodies({ ...MESSAGE, status: 'resolved' })[0]).toMatchObject({ card: { header: { template: 'green' } } })
  })

  it('for WeCom mention in a text message behind the Markdown, which cannot', () => {
    expect(wecom.toBodies({ ...MESSAGE, mentions: MENTIONS })).toEqual([
      { msgtype: 'markdown', markdown: { content: 'Text' } },
      { msgtype: 'text', text: { content: 'Title', mentioned_list: ['zhang', '@all'], mentioned_mobile_list: ['13800001111'] } },
    ])
  })
})

describe('an answer', () => {
  const kinds = {
    dingtalkOk: 'delivered',
    dingtalkFast: 'slower',
    dingtalkKeyword: 'final',
    dingtalkSign: 'final',
    dingtalkToken: 'final',
    feishuOk: 'delivered',
    feishuBad: 'final',
    feishuKeyword: 'final',
    feishuSign: 'final',
    feishuFast: 'slower',
    wecomOk: 'delivered',
    wecomFast: 'slower',
    wecomKey: 'final',
  } as const
  for (const [name, kind] of Object.entries(kinds)) {
    it(`recorded as ${name} is ${kind}`, () => {
      const platform = name.replace(/[A-Z].*$/, '') as keyof typeof channels
      expect(channels[platform].judge(JSON.parse(RECORDED[name as keyof typeof kinds].body) as Record<string, unknown>).kind).toBe(kind)
    })
  }

  it('of DingTalk with the code of all security settings says which one it is', () => {
    expect(dingtalk.judge({ errcode: 310000, errmsg: 'keywords not in content' })).toMatchObject({
      reason: expect.stringContaining('set `keyword`'),
    })
    expect(dingtalk.judge({ errcode: 310000, errmsg: 'sign not match' })).toMatchObject({
      reason: expect.stringContaining('check secret_file'),
    })
    expect(dingtalk.judge({ errcode: 310000, errmsg: 'ip 192.0.2.1 not in whitelist' })).toMatchObject({
      reason: expect.stringContaining('among the addresses'),
    })
  })

  it('with a code that nobody knows is never a success, and is tried three times', () => {
    expect(wecom.judge({ errcode: 77777, errmsg: 'new' })).toEqual({
      kind: 'retry',
      code: 77777,
      attempts: 3,
      reason: 'unknown code 77777: new',
    })
  })
})
