import { type TargetKey, targetKeys } from './target-keys.ts'
import { SCHEMA_ADDRESS } from './targets-schema.ts'

/**
 * The commented `sla.yaml` that `tokenscope sla init` writes: every key with its meaning, the defaults as they hold, the rest behind `#`.
 * `schema` is where editors find the JSON Schema; default: its address on the web.
 */
export function startingText(schema: string = SCHEMA_ADDRESS): string {
  const [selectors, objectives, once, links] = targetKeys()
  const sections = [
    [
      `# yaml-language-server: $schema=${schema}`,
      '# Targets for your LLM calls. Check this file with `tokenscope sla validate`, and make rules, alerts and boards of it with',
      '# `tokenscope sla generate`. Times have a unit (ms, s, m, h), shares a percent sign; `off` takes a target away.',
    ],
    ['# Which calls. Without any of these lines: all.', ...selectors!.keys.filter(({ name }) => name !== 'id').flatMap(lines)],
    ['# What is promised.', ...objectives!.keys.flatMap(lines)],
    ['# Once for the file.', ...once!.keys.flatMap(lines)],
    [
      '# Further models and services: each inherits what stands above and may say otherwise.',
      '# scopes:',
      '#   - model: qwen3-4b-instruct-2507',
      '#   - model: gpt-4o',
      '#     p99_response_time: 10240ms',
    ],
    ['# What alerts and boards link to.', '# links:', ...links!.keys.map(({ name, example }) => `#   ${name}: ${example}`)],
    [
      '# Who hears of alerts: email, slack, webhook, pagerduty, dingtalk, feishu, wecom. Secrets stay in files of their own.',
      '# notify:',
      '#   - type: slack',
      "#     channel: '#llm-alerts'",
      '#     url_file: /etc/tokenscope/slack-url',
      '#     severities: [critical, warning]',
    ],
  ]
  return `${sections.map((section) => section.join('\n')).join('\n\n')}\n`
}

function lines({ name, meaning, default: preset, example }: TargetKey): string[] {
  return [`# ${meaning}`, preset === undefined ? `# ${name}: ${example}` : `${name}: ${preset}`]
}
