import { LABEL_ENVIRONMENT, LABEL_MODEL, LABEL_SERVICE } from '../promql/labels.ts'
import type { Language } from '../targets/notify-targets.ts'
import { GENERATED_NOTICE } from './yaml-document.ts'

/** The words around what an alert says. */
const WORDS = {
  en: {
    firing: 'FIRING',
    resolved: 'RESOLVED',
    colon: ': ',
    severity: { critical: 'critical', warning: 'warning', info: 'info' },
    model: 'Model',
    service: 'Service',
    environment: 'Environment',
    value: 'Value',
    target: 'target',
    burnRate: 'Burn rate',
    budget: 'Budget left',
    since: 'Since',
    ended: 'Ended',
    board: 'Board',
    traces: 'Traces',
    runbook: 'Runbook',
    query: 'Query',
  },
  zh: {
    firing: '告警',
    resolved: '已恢复',
    colon: '：',
    severity: { critical: '严重', warning: '警告', info: '提示' },
    model: '模型',
    service: '服务',
    environment: '环境',
    value: '当前值',
    target: '目标',
    burnRate: '消耗速率',
    budget: '剩余预算',
    since: '开始时间',
    ended: '恢复时间',
    board: '看板',
    traces: '链路',
    runbook: '处理手册',
    query: '查询',
  },
} as const

type Words = (typeof WORDS)[Language]

/** How one kind of message writes a text from outside, a link, and the end of a line. */
interface Style {
  readonly show: (text: string) => string
  readonly strong: (text: string) => string
  readonly link: (label: string, address: string) => string
  readonly newline: string
}

const PLAIN: Style = {
  show: (text) => `{{ ${text} }}`,
  strong: (text) => text,
  link: (label, address) => `${label}: {{ ${address} }}`,
  newline: '\n',
}

const SLACK: Style = {
  show: (text) => `{{ template "tokenscope-slack-escape" ${text} }}`,
  strong: (text) => `*${text}*`,
  link: (label, address) =>
    orText(label, address, `<{{ reReplaceAll "[<>|]" "" ${address} }}|${label}>`, `{{ template "tokenscope-slack-escape" ${address} }}`),
  newline: '\n',
}

/** Alertmanager renders it as HTML, so that what comes from outside is escaped where it stands. */
const HTML: Style = {
  show: (text) => `{{ ${text} }}`,
  strong: (text) => `<b>${text}</b>`,
  link: (label, address) => orText(label, address, `<a href="{{ ${address} }}">${label}</a>`, `{{ ${address} }}`),
  newline: '<br>\n',
}

/** The templates that the receivers name, in one language. */
export function alertmanagerTemplates(language: Language): string {
  const words = WORDS[language]
  const each = (style: Style, open = '', close = '\n'): string =>
    `{{ range .Alerts }}${open}${alertText(words, language, style)}${close}{{ end }}`
  return `${[
    `{{/* ${GENERATED_NOTICE} */}}`,
    define('tokenscope-title', titleText(words)),
    define(
      'tokenscope-link',
      '{{ with index .Alerts 0 }}{{ if match "^https?://" .Annotations.dashboard_url }}{{ .Annotations.dashboard_url }}{{ else }}{{ .GeneratorURL }}{{ end }}{{ end }}',
    ),
    define(
      'tokenscope-color',
      '{{ if eq .Status "resolved" }}good{{ else if eq .CommonLabels.severity "critical" }}danger{{ else }}warning{{ end }}',
    ),
    define('tokenscope-slack-escape', '{{ . | reReplaceAll "&" "&amp;" | reReplaceAll "<" "&lt;" | reReplaceAll ">" "&gt;" }}'),
    define('tokenscope-text', each(PLAIN)),
    define('tokenscope-slack', each(SLACK)),
    define('tokenscope-html', `<h3>{{ template "tokenscope-title" . }}</h3>\n${each(HTML, '<p>\n', '</p>\n')}`),
  ].join('\n')}\n`
}

function titleText({ firing, resolved, severity }: Words): string {
  const words = Object.entries(severity).map(([name, word]) => `{{ if eq .CommonLabels.severity "${name}" }}${word} {{ end }}`)
  return [
    `{{ if eq .Status "firing" }}${firing}{{ if gt (len .Alerts.Firing) 1 }} {{ len .Alerts.Firing }}{{ end }}{{ else }}${resolved}{{ end }}: `,
    ...words,
    `{{ .CommonLabels.alertname }}{{ with .CommonLabels.${LABEL_MODEL} }} · {{ . }}{{ end }}{{ with .CommonLabels.${LABEL_SERVICE} }} · {{ . }}{{ end }}`,
  ].join('')
}

/** One alert; the dot is the alert. A line for which it has nothing is left out. */
function alertText(words: Words, language: Language, style: Style): string {
  const { colon } = words
  const { show, strong, link, newline } = style
  const own = (name: string): string =>
    language === 'en' ? `.Annotations.${name}` : `(or .Annotations.${name}_${language} .Annotations.${name})`
  const line = (label: string, field: string, more = ''): string =>
    `{{ if ${field} }}${label}${colon}${show(field)}${more}${newline}{{ end }}`
  const time = (field: string): string => `{{ ${field}.Format "2006-01-02 15:04:05 -07:00" }}`
  const links: readonly (readonly [label: string, field: string])[] = [
    [words.board, '.Annotations.dashboard_url'],
    [words.traces, '.Annotations.trace_url'],
    [words.runbook, '.Annotations.runbook_url'],
    [words.query, '.GeneratorURL'],
  ]
  return [
    `${strong(show(own('summary')))}${newline}`,
    line(words.model, `.Labels.${LABEL_MODEL}`),
    line(words.service, `.Labels.${LABEL_SERVICE}`),
    line(words.environment, `.Labels.${LABEL_ENVIRONMENT}`),
    line(words.value, '.Annotations.value', `{{ if .Annotations.target }} (${words.target} ${show('.Annotations.target')}){{ end }}`),
    line(words.burnRate, '.Annotations.burn_rate'),
    line(words.budget, '.Annotations.budget_remaining'),
    `{{ if eq .Status "resolved" }}${words.ended}${colon}${time('.EndsAt')}{{ else }}${words.since}${colon}${time('.StartsAt')}{{ end }}${newline}`,
    `{{ if and (eq .Status "firing") ${own('description')} }}${show(own('description'))}${newline}{{ end }}`,
    ...links.map(([label, field]) => `{{ if ${field} }}${link(label, field)}${newline}{{ end }}`),
  ].join('')
}

/** A runbook may be a path: then it is shown, for nothing could be opened. */
function orText(label: string, address: string, link: string, text: string): string {
  return `{{ if match "^https?://" ${address} }}${link}{{ else }}${label}: ${text}{{ end }}`
}

function define(name: string, content: string): string {
  return `{{ define "${name}" }}${content}{{ end }}`
}
