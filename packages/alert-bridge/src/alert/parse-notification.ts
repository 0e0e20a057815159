import type { Alert, AlertStatus, Notification } from './notification.ts'

/** The body is no webhook of Alertmanager. The message says which field is wrong. */
export class NotificationError extends Error {
  override readonly name = 'NotificationError'
}

const MAX_ALERTS = 10_000

/** @throws {NotificationError} where a field is missing or of the wrong kind. */
export function parseNotification(body: string): Notification {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    throw new NotificationError('the body is not JSON: the bridge takes what Alertmanager posts to a webhook')
  }
  const root = toObject(json, 'the body')
  if (root.version !== '4')
    throw new NotificationError(`version is ${JSON.stringify(root.version)}: the bridge knows Alertmanager's webhook version "4"`)
  if (!Array.isArray(root.alerts) || root.alerts.length === 0) throw new NotificationError('alerts must be a list with at least one alert')
  if (root.alerts.length > MAX_ALERTS)
    throw new NotificationError(`${root.alerts.length} alerts in one notification: set max_alerts in Alertmanager`)
  return {
    groupKey: toText(root.groupKey, 'groupKey'),
    status: toStatus(root.status, 'status'),
    receiver: toText(root.receiver ?? '', 'receiver'),
    truncatedAlerts: typeof root.truncatedAlerts === 'number' ? root.truncatedAlerts : 0,
    externalUrl: toText(root.externalURL ?? '', 'externalURL'),
    alerts: root.alerts.map((alert, index) => toAlert(alert, `alerts[${index}]`)),
  }
}

function toAlert(value: unknown, where: string): Alert {
  const alert = toObject(value, where)
  return {
    status: toStatus(alert.status, `${where}.status`),
    labels: toTexts(alert.labels, `${where}.labels`),
    annotations: toTexts(alert.annotations ?? {}, `${where}.annotations`),
    startsAt: toDate(alert.startsAt, `${where}.startsAt`),
    endsAt: toDate(alert.endsAt ?? '0001-01-01T00:00:00Z', `${where}.endsAt`),
    generatorUrl: toText(alert.generatorURL ?? '', `${where}.generatorURL`),
    fingerprint: toText(alert.fingerprint, `${where}.fingerprint`),
  }
}

function toObject(value: unknown, where: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new NotificationError(`${where} must be an object`)
}

function toText(value: unknown, where: string): string {
  if (typeof value === 'string') return value.toWellFormed()
  throw new NotificationError(`${where} must be a text`)
}

function toTexts(value: unknown, where: string): Record<string, string> {
  // Without a prototype: a label named `__proto__` is a label like any other.
  const texts: Record<string, string> = Object.create(null) as Record<string, string>
  for (const [key, text] of Object.entries(toObject(value, where))) texts[key] = toText(text, `${where}.${key}`)
  return texts
}

function toStatus(value: unknown, where: string): AlertStatus {
  if (value === 'firing' || value === 'resolved') return value
  throw new NotificationError(`${where} must be firing or resolved`)
}

function toDate(value: unknown, where: string): Date {
  const date = new Date(typeof value === 'string' ? value : Number.NaN)
  // A later one than any calendar shows has no local time.
  if (!(date.getUTCFullYear() < 10_000)) throw new NotificationError(`${where} must be a time`)
  return date
}
