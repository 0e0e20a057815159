import { createHash } from 'node:crypto'
import type { Notification } from './notification.ts'

/**
 * The same for the same news: the group, of each alert its fingerprint, its status and when it began, and how many were left out. A
 * notification that Alertmanager, or a second one of a cluster, brings again has the same key; an alert that ended and fires again has another.
 */
export function notificationKey({ groupKey, alerts, truncatedAlerts }: Notification): string {
  const news = alerts.map(({ fingerprint, status, startsAt }) => `${fingerprint} ${status} ${startsAt.toISOString()}`).toSorted()
  return createHash('sha256')
    .update(JSON.stringify([groupKey, truncatedAlerts, ...news]))
    .digest('hex')
    .slice(0, 32)
}
