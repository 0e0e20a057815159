import { SEVERITIES, type Severity } from '../config/bridge-config.ts'
import type { Alert, Notification } from './notification.ts'

/** The worst severity among the firing alerts; among all where none fires. An unknown one counts as `warning`. */
export function worstSeverity({ alerts }: Notification): Severity {
  const firing = alerts.filter(({ status }) => status === 'firing')
  const all = (firing.length > 0 ? firing : alerts).map(severityOf)
  return SEVERITIES.find((severity) => all.includes(severity)) ?? 'warning'
}

export function severityOf({ labels }: Alert): Severity {
  return SEVERITIES.find((severity) => severity === labels.severity) ?? 'warning'
}
