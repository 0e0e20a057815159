import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { binaryPath, collectorFolder, missingBinaries, type Tool } from '@tokenscope/stack'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { toArguments } from './stack/to-arguments.ts'

const FOLDER = collectorFolder()
const BUILD_MS = 1_200_000
const SEVERITIES = ['critical', 'warning', 'info', 'none']
const CATEGORIES = ['pipeline', 'meta', 'slo', 'latency', 'errors', 'traffic', 'absent', 'config', 'cost', 'gpu', 'host']

interface Alert {
  readonly alert: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

const OWN_RULES = 'prometheus/rules/collector.rules.yml'
const ruleFiles = globSync('prometheus/rules/*.yml', { cwd: FOLDER })
const alerts = ruleFiles.flatMap(alertsIn)
const ruleTests = globSync('prometheus/tests/*.yml', { cwd: FOLDER })

function alertsIn(file: string): Alert[] {
  const { groups } = read(file) as { groups: { rules: (Alert | { record: string })[] }[] }
  return groups.flatMap(({ rules }) => rules).filter((rule): rule is Alert => 'alert' in rule)
}

function read(file: string): unknown {
  return parse(readFileSync(join(FOLDER, file), 'utf8'), { merge: true })
}

async function run(tool: Tool, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(await binaryPath(tool), args, { cwd: FOLDER })
  return stdout + stderr
}

const missing = await missingBinaries(['otelcol', 'jaeger', 'prometheus', 'promtool', 'alertmanager', 'amtool'])

describe.skipIf(missing)(`the shipped configuration, read by the real programs${missing ? ` (${missing})` : ''}`, () => {
  it.each([[['single-node.yaml']], [['single-node.yaml', 'sla.yaml']]])(
    'the Collector accepts %s',
    { timeout: BUILD_MS },
    async (files) => {
      expect(await run('otelcol', 'validate', ...toArguments(files))).toBe('')
    },
  )

  it('the Collector refuses a statement with a mistake in it, so accepting means something', async () => {
    const wrong = "yaml:processors::transform/sla::trace_statements: [{context: span, statements: ['set(span.name)']}]"
    await expect(run('otelcol', 'validate', ...toArguments(['single-node.yaml', 'sla.yaml', wrong]))).rejects.toThrow(
      'processors::transform/sla',
    )
  })

  it('Jaeger accepts its own', async () => {
    expect(await run('jaeger', 'validate', '--config', 'jaeger.yaml')).not.toMatch(/error/i)
  })

  it('Prometheus accepts its own, and every rule', async () => {
    const said = await run('promtool', 'check', 'config', '--lint=all', '--lint-fatal', 'prometheus/prometheus.yml')
    expect(said).toContain('4 rule files found')
    expect(said).not.toContain('FAILED')
  })

  it.each(globSync('prometheus/scrape/*.yml', { cwd: FOLDER }).sort())('Prometheus accepts %s', async (file) => {
    const { scrape_configs } = read(file) as { scrape_configs: { job_name: string }[] }
    expect(scrape_configs.map(({ job_name }) => `prometheus/scrape/${job_name}.yml`)).toEqual([file])
    expect(await run('promtool', 'check', 'config', file)).toContain('SUCCESS')
  })

  it.each(ruleTests.sort())('the alerts of %s fire, do not fire below their limits, and resolve', async (file) => {
    expect(await run('promtool', 'test', 'rules', file)).toContain('SUCCESS')
  })

  it('Alertmanager accepts its own, with its templates', async () => {
    expect(await run('amtool', 'check-config', 'alertmanager/alertmanager.yml')).toContain('1 templates')
  })

  it.each([
    ['heartbeat', ['alertname=Watchdog', 'severity=none']],
    ['webhook', ['alertname=OtelCollectorDown', 'severity=critical']],
    ['webhook', ['alertname=LLMErrorRateHigh', 'severity=warning', 'slo_scope=all']],
    ['webhook', ['alertname=LLMSLOBurnRatePage', 'severity=critical', 'slo_scope=all']],
    ['nobody', ['alertname=Whatever', 'severity=info']],
  ])('Alertmanager tells %s of %j', async (receiver, labels) => {
    const said = await run('amtool', 'config', 'routes', 'test', '--config.file=alertmanager/alertmanager.yml', ...labels)
    expect(said.trim()).toBe(receiver)
  })

  it('the templates say what fires, since when, and what to do', async () => {
    const text = '{{ template "tokenscope.title" . }}\n{{ template "tokenscope.text" . }}'
    const said = await run('amtool', 'template', 'render', '--template.glob=alertmanager/templates/*.tmpl', `--template.text=${text}`)
    expect(said).toMatch(/^RESOLVED 2 alerts\n.*Since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\nGraph: https:\/\//s)
  })
})

describe('the shipped alerts', () => {
  it('each have a severity, a category, a summary, a description and a runbook of their name', () => {
    expect(alertsIn(OWN_RULES).length).toBe(11)
    expect(alerts.length).toBeGreaterThan(30)
    for (const { alert, labels, annotations } of alerts) {
      expect([alert, SEVERITIES.includes(labels.severity ?? ''), CATEGORIES.includes(labels.category ?? '')]).toEqual([alert, true, true])
      expect([alert, annotations.summary, annotations.description]).toEqual([
        alert,
        expect.stringMatching(/.{10}/),
        expect.stringMatching(/.{20}/),
      ])
      expect(basename(annotations.runbook_url ?? '').replaceAll('-', '')).toBe(`${alert.toLowerCase()}.md`)
      expect(annotations.dashboard_url).toMatch(/^(?:http:\/\/127\.0\.0\.1:\d+|\{\{ \$externalURL \}\})\/./)
    }
  })

  // Rules that are generated have tests that are generated too; they run where they are made.
  it('of the stack itself are each tested: that they fire, and that they do not', () => {
    const cases = ruleTests.flatMap((file) => {
      const { tests } = read(file) as { tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[] }
      return tests.flatMap((test) => test.alert_rule_test)
    })
    const outcomes = (name: string): string[] => {
      const counts = cases
        .filter(({ alertname }) => alertname === name)
        .map(({ exp_alerts }) => (exp_alerts.length > 0 ? 'fires' : 'silent'))
      return [...new Set(counts)].sort()
    }
    for (const { alert } of alertsIn(OWN_RULES)) expect([alert, outcomes(alert)]).toEqual([alert, ['fires', 'silent']])
  })

  it('of calls are generated, and say so', () => {
    const generated = ruleFiles.filter((file) => file !== OWN_RULES)
    expect(generated.length).toBe(3)
    for (const file of generated) expect(readFileSync(join(FOLDER, file), 'utf8')).toMatch(/^# Generated by `tokenscope sla generate`/)
  })
})

describe('sla.yaml', () => {
  it('samples as single-node.yaml does, and keeps what is slower than the p99 target', () => {
    type File = { processors: { tail_sampling: { policies: { name: string }[] } } }
    const alone = (read('single-node.yaml') as File).processors.tail_sampling.policies
    const policies = (read('sla.yaml') as File).processors.tail_sampling.policies
    expect(policies.filter(({ name }) => name !== 'slow')).toEqual(alone)
    expect(policies.map(({ name }) => name)).toContain('slow')
  })
})
