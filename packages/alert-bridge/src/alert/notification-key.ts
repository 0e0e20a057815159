import { createHash } from 'node:crypto'
import type { Notification } from './notification.ts'

/**
 * The same for the same news: the group and, of each alert, its fingerprint, its status and when it began. A notification that
 * Alertmanager, or a second one of a cluster, brings again has the same key; an alert that ended and fires again has another.
 */
export function notificationKey({ groupKey, alerts }: Notification): string {
  const news = alerts.map(({ fingerprint, status, startsAt }) => `${fingerprint} ${status} ${startsAt.toISOString()}`).toSorted()
  return createHash('sha256')
    .update(JSON.stringify([groupKey, ...news]))
    .digest('hex')
    .slice(0, 32)
}
