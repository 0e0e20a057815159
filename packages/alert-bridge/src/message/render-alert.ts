import { ATTR_GEN_AI_REQUEST_MODEL, toPrometheusLabel } from '@tokenscope/semconv'
import type { Alert } from '../alert/notification.ts'
import { severityOf } from '../alert/worst-severity.ts'
import type { Language } from '../config/bridge-config.ts'
import { shorten } from './cut-bytes.ts'
import { type Dialect, toOneLine } from './dialect.ts'
import { formatSpan, formatTime } from './format-time.ts'
import { toLink } from './to-link.ts'
import { WORDS } from './words.ts'

const MODEL_LABEL = toPrometheusLabel(ATTR_GEN_AI_REQUEST_MODEL)

/** One alert as lines of Markdown. What the alert does not say has no line. */
export function renderAlert(alert: Alert, language: Language, dialect: Dialect): string[] {
  const words = WORDS[language]
  const { labels, annotations } = alert
  const own = (name: string): string | undefined =>
    language === 'en' ? annotations[name] : (annotations[`${name}_${language}`] ?? annotations[name])
  const show = (text: string | undefined, most: number): string => dialect.escape(shorten(toOneLine(text ?? ''), most))
  const named = (label: string, text: string): string[] => (text === '' ? [] : [`${label}${words.colon}${text}`])
  const isOver = alert.status === 'resolved'

  const target = show(annotations.target, 100)
  const value = show(annotations.value, 100)
  const where = [
    ...named(words.model, show(labels[MODEL_LABEL], 200)),
    ...named(words.service, show(labels.service_name, 200)),
    ...named(words.environment, show(labels.deployment_environment_name, 100)),
  ]
  const budget = [
    ...named(words.burnRate, show(annotations.burn_rate, 100)),
    ...named(words.budgetLeft, show(annotations.budget_remaining, 100)),
  ]
  const links = [
    toLink(words.board, annotations.dashboard_url),
    toLink(words.traces, annotations.trace_url),
    toLink(words.runbook, annotations.runbook_url) ?? named(words.runbook, show(toPath(annotations.runbook_url), 200))[0],
    toLink(words.query, alert.generatorUrl),
  ].flatMap((link) => link ?? [])
  const time = isOver
    ? `${words.ended}${words.colon}${formatTime(alert.endsAt)} (${words.lasted} ${formatSpan(alert.endsAt.getTime() - alert.startsAt.getTime())})`
    : `${words.since}${words.colon}${formatTime(alert.startsAt)}`

  return [
    `**${words.severity[severityOf(alert)]} ${show(labels.alertname, 200)}**`,
    ...[show(own('summary'), 300)].filter((line) => line !== ''),
    ...(where.length > 0 ? [where.join(' · ')] : []),
    ...named(words.value, value === '' ? '' : `${value}${target === '' ? '' : ` (${words.target} ${target})`}`),
    ...(budget.length > 0 ? [budget.join(' · ')] : []),
    time,
    ...[isOver ? '' : show(own('description'), 800)].filter((line) => line !== ''),
    ...(links.length > 0 ? [links.join(' · ')] : []),
  ]
}

/** A runbook that is a file's path: nothing can be opened, but a person can find it. */
function toPath(text: string | undefined): string | undefined {
  return text !== undefined && /^[\w./-]+$/.test(text) ? text : undefined
}
