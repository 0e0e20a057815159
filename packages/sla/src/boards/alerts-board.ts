import { alertTable } from '../alerts/alert-table.ts'
import type { RuleContext } from '../outputs/rule-context.ts'
import { sumBy } from '../promql/combine.ts'
import { LABEL_MODEL, LABEL_SCOPE, LABEL_SERVICE, LABEL_SLO } from '../promql/labels.ts'
import { equal, type Matcher, selector } from '../promql/selector.ts'
import type { Board } from './board.ts'
import { BOARD_UIDS } from './board-links.ts'
import { EXTERNAL, EXTERNAL_LABELS, NOT_THE_HEARTBEAT } from './external-series.ts'
import type { QueryPanel, TextPanel, ThresholdColor } from './panel.ts'
import { alertDelivery, notifications } from './panels/stores.ts'

const { alertName, alertState, severity, category, state } = EXTERNAL_LABELS
const FIRING = equal(alertState, 'firing')

/** What fires, what fired, and what to do about each. */
export function alertsBoard(context: RuleContext): Board {
  return {
    uid: BOARD_UIDS.alerts,
    name: 'alerts',
    title: 'Alerts',
    description: 'What fires now, what fired before, whether it reached anybody, and what each alert means.',
    variables: [],
    sections: [
      { title: 'Now', panels: [firing('critical', 'red'), firing('warning', 'orange'), suppressed(), heartbeat(), firingTable()] },
      { title: 'Before', panels: [history()] },
      { title: 'On their way', panels: [alertDelivery(), notifications()] },
      { title: 'What they mean', panels: [meanings(context)] },
    ],
  }
}

/** Prometheus has no series while nothing fires: then zero is true. */
function firing(level: 'critical' | 'warning', color: ThresholdColor): QueryPanel {
  return {
    kind: 'stat',
    title: `Firing: ${level}`,
    description: `Alerts of severity ${level} that fire now.`,
    width: 6,
    height: 4,
    unit: 'short',
    base: 'green',
    thresholds: [{ value: 1, color }],
    queries: [{ expr: `count(${selector(EXTERNAL.alerts, [FIRING, equal(severity, level)])}) or vector(0)`, legend: level }],
    noValue: 'No data: Prometheus does not answer',
  }
}

function suppressed(): QueryPanel {
  return {
    kind: 'stat',
    title: 'Silenced or inhibited',
    description: 'Alerts that Alertmanager keeps back: somebody silenced them, or a worse one speaks for them.',
    width: 6,
    height: 4,
    unit: 'short',
    queries: [{ expr: `sum(${selector(EXTERNAL.alertmanagerAlerts, [equal(state, 'suppressed')])})`, legend: 'suppressed' }],
    noValue: 'Alertmanager is not scraped',
  }
}

function heartbeat(): QueryPanel {
  return {
    kind: 'stat',
    title: 'Heart-beat',
    description: 'An alert that fires always. Where it is missing, no other would come.',
    width: 6,
    height: 4,
    unit: 'short',
    base: 'red',
    thresholds: [{ value: 1, color: 'green' }],
    words: { 1: { text: 'beats', color: 'green' } },
    queries: [{ expr: `max(${selector(EXTERNAL.alerts, [FIRING, equal(alertName, 'Watchdog')])})`, legend: 'heart-beat' }],
    noValue: 'Missing: the rules are not loaded',
  }
}

function firingTable(): QueryPanel {
  const by = [severity, alertName, category, LABEL_SCOPE, LABEL_SLO, LABEL_SERVICE, LABEL_MODEL]
  return {
    kind: 'table',
    title: 'Firing now',
    description: 'One row for each alert. Silences are made in Alertmanager; below is what each alert means.',
    width: 24,
    height: 8,
    unit: 'short',
    labelColumns: {
      [severity]: 'Severity',
      [alertName]: 'Alert',
      [category]: 'Category',
      [LABEL_SCOPE]: 'Scope',
      [LABEL_SLO]: 'Objective',
      [LABEL_SERVICE]: 'Service',
      [LABEL_MODEL]: 'Model',
    },
    queries: [{ expr: sumBy(by, selector(EXTERNAL.alerts, [FIRING, NOT_THE_HEARTBEAT])), legend: 'Series' }],
    noValue: 'Nothing fires',
  }
}

function history(): QueryPanel {
  const by = [alertName, severity]
  const alerts = (matcher: Matcher): string => `max by (${by.join(', ')}) (${selector(EXTERNAL.alerts, [matcher, NOT_THE_HEARTBEAT])})`
  return {
    kind: 'timeline',
    title: 'Pending and firing',
    description: 'When each alert was pending (its condition held, not long enough yet) and when it fired.',
    width: 24,
    height: 10,
    unit: 'short',
    queries: [{ expr: `${alerts(FIRING)} * 2\nor\n${alerts(equal(alertState, 'pending'))}`, legend: `{{${alertName}}} ({{${severity}}})` }],
    words: { 1: { text: 'pending', color: 'orange' }, 2: { text: 'firing', color: 'red' } },
    base: 'text',
    thresholds: [
      { value: 1, color: 'orange' },
      { value: 2, color: 'red' },
    ],
    noValue: 'Nothing was pending or fired',
  }
}

/** Every alert of these targets, with its board and, where the targets say where they are, its runbook. */
function meanings(context: RuleContext): TextPanel {
  const { runbooks } = context.targets.links
  const rows = alertTable(context).map(({ name, slug, severity: level, board, runbook }) => {
    const links = [`[board](/d/${BOARD_UIDS[board]})`, ...(runbooks === undefined ? [] : [`[runbook](${runbooks}/${slug}.md)`])]
    return `| ${name} | ${level} | ${firstSentence(runbook.meaning)} | ${links.join(', ')} |`
  })
  return {
    kind: 'text',
    title: 'Every alert',
    description: 'What each alert means, and where to look.',
    width: 24,
    height: 16,
    content: ['| Alert | Severity | Meaning | Look at |', '|---|---|---|---|', ...rows].join('\n'),
  }
}

function firstSentence(text: string): string {
  return (/^[\s\S]*?[.:](?=\s|$)/.exec(text)?.[0] ?? text).replaceAll(/\s+/g, ' ').replaceAll('|', String.raw`\|`)
}
