import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseNotification } from '../src/alert/parse-notification.ts'
import { channels } from '../src/channels/channels.ts'
import type { Language, RobotKind, RobotSettings } from '../src/config/bridge-config.ts'
import { composeMessages } from '../src/message/compose-messages.ts'
import type { Message } from '../src/message/message.ts'
import { ANNOTATIONS, LABELS, notificationOf, type WebhookAlert } from './notification-of.ts'

function compose(kind: RobotKind, alerts: readonly WebhookAlert[], robot: Partial<RobotSettings> = {}): Message[] {
  const settings: RobotSettings = { name: kind, kind, urlFile: '', language: 'en', perMinute: 20, mentions: {}, ...robot }
  return composeMessages(parseNotification(JSON.stringify(notificationOf(alerts))), settings, channels[kind])
}

const textOf = (kind: RobotKind, language: Language, alert: WebhookAlert = {}): string =>
  compose(kind, [alert], { language })[0]?.text ?? ''
/** Whatever the time zone of the machine. */
const withoutTimes = (text: string): string => text.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d/g, 'TIME')

describe('a message', () => {
  it('in English says what, where, how far from the target, what is left, since when, and where to look', () => {
    expect(withoutTimes(textOf('wecom', 'en')).split('\n')).toEqual([
      '### FIRING · critical · LLMLatencyP95High · chat',
      '**critical LLMLatencyP95High**',
      'Calls are slow',
      'Model: qwen3-4b-instruct-2507 · Service: chat · Environment: production',
      'Value: 4.2 s (target 3 s)',
      'Burn rate: 14.5x · Budget left: 62%',
      'Since: TIME',
      'p95 has been above its target for 5 minutes.',
      '[Board](http://grafana.example/d/slo) · [Traces](http://jaeger.example/search?service=chat) · [Runbook](http://runbooks.example/latency) · [Query](http://prometheus.example/graph)',
    ])
  })

  it('in Chinese takes the Chinese summary where the alert has one', () => {
    const annotations = { ...ANNOTATIONS, summary_zh: '调用变慢' }
    expect(
      withoutTimes(textOf('wecom', 'zh', { annotations }))
        .split('\n')
        .slice(0, 7),
    ).toEqual([
      '### 告警 · 严重 · LLMLatencyP95High · chat',
      '**严重 LLMLatencyP95High**',
      '调用变慢',
      '模型：qwen3-4b-instruct-2507 · 服务：chat · 环境：production',
      '当前值：4.2 s (目标 3 s)',
      '消耗速率：14.5x · 剩余预算：62%',
      '开始时间：TIME',
    ])
  })

  it('on an end says when and how long it lasted, and mentions nobody', () => {
    const alert: WebhookAlert = { status: 'resolved', endsAt: '2026-11-26T13:05:00Z' }
    const [message] = compose('wecom', [alert], { mentions: { critical: { all: true, mobiles: [], users: [] } } })
    expect(message).toMatchObject({ title: 'RESOLVED · critical · LLMLatencyP95High · chat', status: 'resolved' })
    expect(withoutTimes(message?.text ?? '')).toContain('Ended: TIME (lasted 1h 05m)')
    expect(message).not.toHaveProperty('mentions')
  })

  it('leaves out lines for what the alert does not say, and links that are not http', () => {
    const bare = { labels: { alertname: 'Watch' }, annotations: { runbook_url: 'javascript:alert(1)' }, generatorURL: '' }
    expect(withoutTimes(textOf('wecom', 'en', bare))).toBe('### FIRING · warning · Watch\n**warning Watch**\nSince: TIME')
  })

  it('shows a runbook that is a path, for it can be found but not opened', () => {
    const text = textOf('wecom', 'en', { annotations: { ...ANNOTATIONS, runbook_url: 'runbooks/llm-latency.md' } })
    expect(text).toContain('?service=chat) · Runbook: runbooks/llm-latency.md · [Query](')
  })

  it('mentions those of the worst severity, in its first part only', () => {
    const users = { all: false, mobiles: [], users: ['zhang'] }
    const many = Array.from({ length: 12 }, () => ({}))
    const messages = compose('wecom', many, { mentions: { critical: users } })
    expect(messages.map(({ mentions }) => mentions)).toEqual([users, ...messages.slice(1).map(() => undefined)])
    expect(messages.length).toBeGreaterThan(1)
    expect(compose('wecom', [{ labels: { ...LABELS, severity: 'warning' } }], { mentions: { critical: users } })[0]).not.toHaveProperty(
      'mentions',
    )
  })

  it('carries the keyword that the robot demands, once', () => {
    expect(compose('dingtalk', [{}], { keyword: 'Tokenscope' })[0]?.text.endsWith('\n\nTokenscope')).toBe(true)
    expect(compose('dingtalk', [{}], { keyword: 'FIRING' })[0]?.text.match(/FIRING/g)).toHaveLength(1)
  })

  it('carries the keyword letter by letter, whatever its signs mean in Markdown', () => {
    for (const kind of ['dingtalk', 'feishu', 'wecom'] as const)
      expect(compose(kind, [{}], { keyword: '#[LLM] *告警*' })[0]?.text.endsWith('#[LLM] *告警*')).toBe(true)
    // In the heading it is escaped.
    const labels = { ...LABELS, alertname: 'A*B' }
    expect(compose('dingtalk', [{ labels }], { keyword: 'A*B' })[0]?.text.endsWith('\n\nA*B')).toBe(true)
  })

  it('that is too long comes in numbered parts, and says how many alerts it leaves out', () => {
    const alerts = Array.from({ length: 60 }, (_, index) => ({ labels: { ...LABELS, alertname: `Alert${index}` } }))
    const messages = compose('wecom', alerts)
    expect(messages).toHaveLength(5)
    expect(messages.map(({ title }) => title.match(/\(\d\/\d\)$/)?.[0])).toEqual(['(1/5)', '(2/5)', '(3/5)', '(4/5)', '(5/5)'])
    expect(messages.at(-1)?.text).toMatch(/… and \d+ more alerts: see Alertmanager$/)
  })
})

describe('text from outside', () => {
  const model = '**[x](http://evil)** `a` <at id=all></at> <@all> <font color="info">_b_</font>\n# h'
  const labels = { ...LABELS, gen_ai_request_model: model, alertname: 'A' }

  it('means nothing to DingTalk', () => {
    expect(textOf('dingtalk', 'en', { labels })).toContain(
      String.raw`Model: \*\*\[x\](http://evil)\*\* \`a\` \<at id=all\>\</at\> \<@all\> \<font color="info"\>\_b\_\</font\> # h`,
    )
  })

  it('means nothing to Feishu', () => {
    const text = textOf('feishu', 'en', { labels })
    expect(text).toContain('Model: &#42;&#42;&#91;x&#93;(http://evil)&#42;&#42; &#96;a&#96; &#60;at id=all&#62;')
    expect(text).not.toContain('<at')
  })

  it('means nothing to WeCom', () => {
    const text = textOf('wecom', 'en', { labels })
    expect(text).toContain('Model: ＊＊[x] (http://evil)＊＊ ｀a｀ ＜at id=all＞＜/at＞ ＜@all＞')
    expect(text).not.toMatch(/<|`/)
  })

  it('keeps a model name with underscores, slashes and dots as it is', () => {
    const plain = { ...LABELS, gen_ai_request_model: 'Qwen/Qwen3_4B-v2.5:awq' }
    for (const kind of ['dingtalk', 'feishu', 'wecom'] as const) {
      expect(textOf(kind, 'en', { labels: plain }).replaceAll('&#95;', '_')).toContain('Model: Qwen/Qwen3_4B-v2.5:awq')
    }
  })

  it('of any kind and length leaves every request within the limit of its platform', () => {
    const limits = { dingtalk: 20_000, feishu: 20_000, wecom: 4096 } as const
    const text = fc.string({ unit: 'binary', maxLength: 3000 })
    const alert = fc.record({ alertname: text, model: text, summary: text, description: text })
    fc.assert(
      fc.property(fc.constantFrom('dingtalk', 'feishu', 'wecom'), fc.array(alert, { minLength: 1, maxLength: 20 }), (kind, alerts) => {
        const given = alerts.map(({ alertname, model: name, summary, description }) => ({
          labels: { alertname, gen_ai_request_model: name, severity: 'critical' },
          annotations: { summary, description },
        }))
        const users = Array.from({ length: 20 }, (_, index) => `user${index}`)
        const messages = compose(kind, given, { keyword: '告警', mentions: { critical: { all: true, mobiles: [], users } } })
        expect(messages.length).toBeGreaterThan(0)
        const address = { url: 'https://robot.example/?k=1', secret: 's' }
        for (const body of messages.flatMap((message) => channels[kind].toBodies(message))) {
          const counted =
            kind === 'wecom'
              ? ((body.markdown as { content: string } | undefined)?.content ?? '')
              : channels[kind].toRequest(body, address, new Date()).body
          expect(Buffer.byteLength(counted)).toBeLessThanOrEqual(limits[kind])
          expect(counted.isWellFormed()).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('fills parts nearly to the limit, and never beyond it', () => {
    const sizes = Array.from({ length: 80 }, (_, step) => {
      const alert = {
        labels: { ...LABELS, alertname: '<'.repeat(150), service_name: '`'.repeat(90) },
        annotations: { description: '字'.repeat(step) },
      }
      const alerts = Array.from({ length: 70 }, () => alert)
      return compose('wecom', alerts, { language: 'zh', keyword: '告警机器人' }).map(({ text }) => Buffer.byteLength(text))
    }).flat()
    expect(Math.max(...sizes)).toBeLessThanOrEqual(4096)
    expect(Math.max(...sizes)).toBeGreaterThan(3900)
  })
})
