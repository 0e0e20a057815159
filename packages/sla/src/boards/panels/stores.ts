import { ALERT_BRIDGE_DEAD_LETTERS, ALERT_BRIDGE_QUEUE_LENGTH, ATTR_ALERT_BRIDGE_ROBOT, toPrometheusLabel } from '@tokenscope/semconv'
import { maxBy, sumBy } from '../../promql/combine.ts'
import { selector } from '../../promql/selector.ts'
import { seriesOf } from '../../promql/series.ts'
import { RATE } from '../chosen-calls.ts'
import { EXTERNAL, EXTERNAL_LABELS } from '../external-series.ts'
import type { QueryPanel } from '../panel.ts'

/** Prometheus, Alertmanager and the bridge to chat robots. */

const { job, instance, ruleGroup, integration } = EXTERNAL_LABELS
const GRAPH = { kind: 'time-series', width: 12, height: 9, min: 0 } as const

/** Prometheus names a group by the path of its file and its own name. */
function withoutFile(expression: string): string {
  return `label_replace(${expression}, "${ruleGroup}", "$1", "${ruleGroup}", ".*;(.*)")`
}

const perSecond = (series: string): string => `rate(${selector(series, [], RATE)})`

export function scraped(): QueryPanel {
  return {
    kind: 'timeline',
    title: 'Answers',
    description: 'Whether each part that Prometheus scrapes answers. Jaeger is seen by what the Collector delivers to it.',
    width: 24,
    height: 6,
    unit: 'short',
    queries: [{ expr: maxBy([job, instance], EXTERNAL.up), legend: `{{${job}}} {{${instance}}}` }],
    words: { 0: { text: 'down', color: 'red' }, 1: { text: 'up', color: 'green' } },
    base: 'red',
    thresholds: [{ value: 1, color: 'green' }],
    noValue: 'Nothing is scraped',
  }
}

export function prometheusLoad(): QueryPanel {
  return {
    ...GRAPH,
    title: 'Prometheus',
    description: 'Series in memory (left) and samples per second (right). A jump of the series is a label that holds an id.',
    unit: 'short',
    queries: [
      { expr: sumBy([instance], EXTERNAL.prometheusSeries), legend: 'series' },
      { expr: sumBy([instance], perSecond(EXTERNAL.prometheusSamples)), legend: 'samples', unit: 'suffix:/s' },
    ],
    noValue: 'Prometheus does not scrape itself',
  }
}

export function ruleTimes(): QueryPanel {
  return {
    ...GRAPH,
    title: 'Evaluation of rules',
    description: 'Time of the last evaluation by the interval of the group: at 1 a group is late.',
    unit: 'percentunit',
    thresholds: [
      { value: 0.5, color: 'orange' },
      { value: 1, color: 'red' },
    ],
    queries: [{ expr: withoutFile(`${EXTERNAL.prometheusRuleTime} / ${EXTERNAL.prometheusRuleInterval}`), legend: `{{${ruleGroup}}}` }],
    noValue: 'No rules are loaded',
  }
}

export function ruleFailures(): QueryPanel {
  return {
    ...GRAPH,
    title: 'Failed evaluations',
    description: 'Per second, by group. 0 is good: an alert of a group that fails is blind.',
    unit: 'suffix:/s',
    thresholds: [{ value: 0.001, color: 'red' }],
    queries: [{ expr: withoutFile(sumBy([ruleGroup], perSecond(EXTERNAL.prometheusRuleFailures))), legend: `{{${ruleGroup}}}` }],
    noValue: 'No rules are loaded',
  }
}

export function alertDelivery(): QueryPanel {
  return {
    ...GRAPH,
    title: 'From Prometheus to Alertmanager',
    description: 'Alerts sent, and those that could not be, per second. Sent alerts are repeated while they fire, the heart-beat always.',
    unit: 'suffix:/s',
    queries: [
      { expr: sumBy([instance], perSecond(EXTERNAL.prometheusNotifications)), legend: 'sent' },
      { expr: sumBy([instance], perSecond(EXTERNAL.prometheusNotificationErrors)), legend: 'failed' },
    ],
    noValue: 'No Alertmanager is known to Prometheus',
  }
}

export function notifications(): QueryPanel {
  const { alertmanagerNotifications, alertmanagerNotificationsFailed } = EXTERNAL
  // Alertmanager counts for every kind of receiver that there is.
  const used = `on (${integration}) (${sumBy([integration], alertmanagerNotifications)} > 0)`
  const perMinute = (series: string): string => `${sumBy([integration], perSecond(series))} * 60 and ${used}`
  return {
    ...GRAPH,
    title: 'From Alertmanager to people',
    description: 'Notifications per minute by kind of receiver, and those that failed: of the kinds that were ever used.',
    unit: 'suffix:/min',
    queries: [
      { expr: perMinute(alertmanagerNotifications), legend: `{{${integration}}}` },
      { expr: perMinute(alertmanagerNotificationsFailed), legend: `failed {{${integration}}}` },
    ],
    noValue: 'Alertmanager has notified nobody so far',
  }
}

export function bridgeQueue(): QueryPanel {
  const robot = toPrometheusLabel(ATTR_ALERT_BRIDGE_ROBOT)
  return {
    ...GRAPH,
    title: 'Bridge to chat robots',
    description: 'Messages that wait for their turn, and dead letters so far: messages that no robot took.',
    unit: 'short',
    queries: [
      { expr: sumBy([robot], seriesOf(ALERT_BRIDGE_QUEUE_LENGTH)), legend: `waiting {{${robot}}}` },
      { expr: sumBy([robot], seriesOf(ALERT_BRIDGE_DEAD_LETTERS)), legend: `dead letters {{${robot}}}` },
    ],
    noValue: 'The bridge is not scraped',
  }
}
