import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { missingBinaries } from '@tokenscope/stack'
import { describe, expect, it } from 'vitest'
import type { Language } from '../../src/targets/notify-targets.ts'
import { amtool, writeAlertmanager } from './amtool.ts'
import { EVERY_RECEIVER, EVERY_RECEIVER_IN_CHINESE } from './every-receiver.ts'

const missing = await missingBinaries(['amtool'])

const LABELS = {
  alertname: 'LLMLatencyP95High',
  severity: 'warning',
  gen_ai_request_model: 'qwen3-4b',
  service_name: 'chat',
  deployment_environment_name: 'production',
}
const ANNOTATIONS = {
  summary: 'Calls are slow',
  summary_zh: '调用变慢',
  description: 'p95 has been above 3 s for 10 minutes.',
  value: '4.2s',
  target: '3 s',
  burn_rate: '14.5x',
  budget_remaining: '62%',
  dashboard_url: 'https://grafana.example.com/d/slo',
  trace_url: 'https://jaeger.example.com/search?service=chat&tags=%7B%7D',
  runbook_url: 'https://wiki.example.com/runbooks/llm-latency',
}

type Texts = Readonly<Record<string, string>>

async function render(
  template: string,
  {
    language = 'en',
    labels = LABELS,
    annotations = ANNOTATIONS,
    status = 'firing',
  }: {
    language?: Language
    labels?: Texts
    annotations?: Texts
    status?: 'firing' | 'resolved'
  } = {},
): Promise<string> {
  const file = writeAlertmanager(language === 'en' ? EVERY_RECEIVER : EVERY_RECEIVER_IN_CHINESE)
  const alert = {
    status,
    labels,
    annotations,
    startsAt: '2026-11-26T12:00:00Z',
    endsAt: '2026-11-26T13:00:00Z',
    generatorURL: 'http://prometheus.example/graph',
    fingerprint: '1',
  }
  const data = join(dirname(file), 'data.json')
  writeFileSync(
    data,
    JSON.stringify({
      receiver: 'r',
      status,
      alerts: [alert],
      commonLabels: labels,
      groupLabels: {},
      commonAnnotations: annotations,
      externalURL: 'http://am',
    }),
  )
  const type = template === 'tokenscope-html' ? 'html' : 'text'
  return await amtool(
    'template',
    'render',
    `--template.glob=${dirname(file)}/templates/*.tmpl`,
    `--template.type=${type}`,
    `--template.text={{ template "${template}" . }}`,
    `--template.data=${data}`,
  )
}

describe.skipIf(missing)(missing ?? 'a message of Alertmanager', () => {
  it('has a title with state, severity, alert, model and service', async () => {
    expect((await render('tokenscope-title')).trim()).toBe('FIRING: warning LLMLatencyP95High · qwen3-4b · chat')
    expect((await render('tokenscope-title', { language: 'zh', status: 'resolved' })).trim()).toBe(
      '已恢复: 警告 LLMLatencyP95High · qwen3-4b · chat',
    )
  })

  it('says in English what is wrong, how far, what is left, since when, and where to look', async () => {
    expect((await render('tokenscope-text')).trim().split('\n')).toEqual([
      'Calls are slow',
      'Model: qwen3-4b',
      'Service: chat',
      'Environment: production',
      'Value: 4.2s (target 3 s)',
      'Burn rate: 14.5x',
      'Budget left: 62%',
      'Since: 2026-11-26 12:00:00 +00:00',
      'p95 has been above 3 s for 10 minutes.',
      'Board: https://grafana.example.com/d/slo',
      'Traces: https://jaeger.example.com/search?service=chat&tags=%7B%7D',
      'Runbook: https://wiki.example.com/runbooks/llm-latency',
      'Query: http://prometheus.example/graph',
    ])
  })

  it('says the same in Chinese, with the Chinese summary where there is one', async () => {
    expect((await render('tokenscope-text', { language: 'zh' })).trim().split('\n').slice(0, 8)).toEqual([
      '调用变慢',
      '模型：qwen3-4b',
      '服务：chat',
      '环境：production',
      '当前值：4.2s (目标 3 s)',
      '消耗速率：14.5x',
      '剩余预算：62%',
      '开始时间：2026-11-26 12:00:00 +00:00',
    ])
  })

  it('leaves out what the alert does not say', async () => {
    const text = await render('tokenscope-text', { labels: { alertname: 'A' }, annotations: { summary: 'Bare' }, status: 'resolved' })
    expect(text.trim().split('\n')).toEqual(['Bare', 'Ended: 2026-11-26 13:00:00 +00:00', 'Query: http://prometheus.example/graph'])
  })

  it('shows names from outside as they are, in Slack and in HTML', async () => {
    const labels = { ...LABELS, gen_ai_request_model: '<!channel> & <b>x</b>' }
    const annotations = { summary: '<script>alert(1)</script>', runbook_url: 'javascript:alert(1)' }
    const slack = await render('tokenscope-slack', { labels, annotations })
    expect(slack).toContain('*&lt;script&gt;alert(1)&lt;/script&gt;*')
    expect(slack).toContain('Model: &lt;!channel&gt; &amp; &lt;b&gt;x&lt;/b&gt;')
    const html = await render('tokenscope-html', { labels, annotations })
    expect(html).toContain('Model: &lt;!channel&gt; &amp; &lt;b&gt;x&lt;/b&gt;<br>')
    expect(html).not.toMatch(/<script>|href="javascript/)
  })

  it('links only what can be opened; a runbook that is a path is shown', async () => {
    const annotations = { ...ANNOTATIONS, runbook_url: 'runbooks/a.md', dashboard_url: '' }
    expect(await render('tokenscope-slack', { annotations })).toContain('Runbook: runbooks/a.md\n<http://prometheus.example/graph|Query>')
    expect(await render('tokenscope-html', { annotations })).toContain(
      'Runbook: runbooks/a.md<br>\n<a href="http://prometheus.example/graph">Query</a>',
    )
    expect((await render('tokenscope-link', { annotations })).trim()).toBe('http://prometheus.example/graph')
    expect((await render('tokenscope-link')).trim()).toBe('https://grafana.example.com/d/slo')
  })
})
