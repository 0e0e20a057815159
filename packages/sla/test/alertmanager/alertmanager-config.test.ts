import { join } from 'node:path'
import { missingBinaries } from '@tokenscope/stack'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { alertmanagerFiles } from '../../src/outputs/alertmanager.ts'
import { createRuleContext } from '../../src/outputs/rule-context.ts'
import { DEFAULT_TARGETS } from '../../src/targets/default-targets.ts'
import { SEVERITIES } from '../../src/targets/notify-targets.ts'
import { parseTargets } from '../../src/targets/parse-targets.ts'
import { amtool, writeAlertmanager } from './amtool.ts'
import { EVERY_RECEIVER, EVERY_RECEIVER_IN_CHINESE } from './every-receiver.ts'

const missing = await missingBinaries(['amtool'])

describe('the Alertmanager configuration', () => {
  it('of every kind of receiver is the one that was read and approved', async () => {
    const [config] = alertmanagerFiles(createRuleContext(parseTargets(EVERY_RECEIVER)))
    await expect(config?.content).toMatchFileSnapshot(join(import.meta.dirname, 'golden/every-receiver.yml'))
  })

  it('without receivers tells nobody, and says how to change that', () => {
    const [config] = alertmanagerFiles(createRuleContext(DEFAULT_TARGETS))
    expect(config?.content).toContain('# Nobody is told of anything: name receivers under notify: in sla.yaml.\n')
    expect((parse(config?.content ?? '') as { receivers: unknown }).receivers).toEqual([{ name: 'tokenscope-nobody' }])
  })

  it('without a heart-beat says how to have one', () => {
    const [config] = alertmanagerFiles(createRuleContext(parseTargets("notify: [{type: slack, channel: '#a', url_file: /s}]\n")))
    expect(config?.content).toContain('# No heart-beat: a receiver of type webhook named heartbeat')
  })

  it.each([
    ['sunday 02:00', 'is no time of the week'],
    ['sunday 22:00-02:00', 'ends before it begins'],
    ['friday-monday 02:00-04:00', 'has its days the wrong way round'],
    ['daily 02:00-04:00 Asia/Shangai', 'has a time zone that is not known'],
  ])('of a maintenance window `%s` is refused: it %s', (window, fault) => {
    expect(() => parseTargets(`maintenance: ${window}\n`)).toThrow(fault)
  })

  it('is the same each time', () => {
    const context = createRuleContext(parseTargets(EVERY_RECEIVER))
    expect(alertmanagerFiles(context)).toEqual(alertmanagerFiles(context))
  })
})

describe.skipIf(missing)(missing ?? 'amtool', () => {
  it.each(['en', 'zh'] as const)('accepts what is generated, in %s', async (language) => {
    const out = await amtool('check-config', writeAlertmanager(language === 'en' ? EVERY_RECEIVER : EVERY_RECEIVER_IN_CHINESE))
    expect(out.match(/ - .*/g)).toEqual([' - global config', ' - route', ' - 4 inhibit rules', ' - 9 receivers', ' - 1 templates'])
  })

  it('accepts it at the speed of tests, and without receivers', async () => {
    expect(await amtool('check-config', writeAlertmanager(EVERY_RECEIVER, { speed: 60 }))).toContain('SUCCESS')
    expect(await amtool('check-config', writeAlertmanager('model: m\n'))).toContain('SUCCESS')
  })

  const routes: [labels: string[], receivers: string][] = [
    [['severity=critical', 'alertname=LLMSLOBurnRatePage'], 'email,slack,pagerduty,archive,ops-dingtalk,ops-wecom'],
    [['severity=warning', 'alertname=LLMLatencyP95High'], 'email,slack,archive,ops-dingtalk,ops-feishu'],
    [['severity=info', 'alertname=LLMNote'], 'archive'],
    [['severity=none', 'alertname=Watchdog'], 'heartbeat,tokenscope-nobody'],
    [['severity=none', 'alertname=Other'], 'tokenscope-nobody'],
    [['severity=warning', 'alertname=Watchdog'], 'heartbeat,tokenscope-nobody'],
    [['alertname=Foreign'], 'tokenscope-nobody'],
  ]
  it.each(routes)('sends %j to %s', async (labels, receivers) => {
    const file = writeAlertmanager(EVERY_RECEIVER)
    expect((await amtool('config', 'routes', 'test', `--config.file=${file}`, ...labels)).trim()).toBe(receivers)
  })

  it('accepts whatever addresses, files and names the targets allow', async () => {
    const words = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/)
    const file = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 30 }).map((name) => `/s/${name.replaceAll(/[/\s]/g, '_')}`)
    const slack = fc.record({ type: fc.constant('slack'), name: words, channel: words.map((name) => `#${name}`), url_file: file })
    const hook = fc.record({
      type: fc.constant('webhook'),
      name: words,
      url: fc.webUrl(),
      severities: fc.subarray([...SEVERITIES], { minLength: 1 }),
    })
    const receivers = fc.uniqueArray(fc.oneof(slack, hook), { selector: ({ name }) => name, minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(receivers, async (notify) => {
        const sla = JSON.stringify({ notify })
        try {
          parseTargets(sla)
        } catch {
          // Not allowed in the targets, so never generated.
          return
        }
        expect(await amtool('check-config', writeAlertmanager(sla))).toContain('SUCCESS')
      }),
      { numRuns: 25 },
    )
  })
})
