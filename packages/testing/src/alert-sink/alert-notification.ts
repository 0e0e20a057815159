/** One alert of a notification, as Alertmanager's webhook sends it. */
export interface NotifiedAlert {
  readonly status: 'firing' | 'resolved'
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly startsAt: string
  /** `0001-01-01T00:00:00Z` while it fires. */
  readonly endsAt: string
  readonly generatorURL: string
  readonly fingerprint: string
}

/** One request of Alertmanager. */
export interface AlertNotification {
  /** Path and query of the request, by which a test tells receivers apart. */
  readonly path: string
  readonly receivedAtMs: number
  readonly receiver: string
  /** `firing` as long as one of its alerts fires. */
  readonly status: 'firing' | 'resolved'
  readonly groupLabels: Readonly<Record<string, string>>
  readonly alerts: readonly NotifiedAlert[]
}

/**
 * The body of a webhook of version 4.
 * @throws when it is anything else, with what it should be.
 */
export function parseNotification(path: string, text: string): AlertNotification {
  const body: unknown = JSON.parse(text)
  if (!isRecord(body) || !Array.isArray(body.alerts)) throw new Error('expected an object with `alerts`, as Alertmanager sends it')
  if (body.version !== '4') throw new Error(`expected version 4 of the webhook, got ${JSON.stringify(body.version)}`)
  for (const alert of body.alerts) if (!isAlert(alert)) throw new Error(`not an alert: ${JSON.stringify(alert)}`)
  const { receiver, status, groupLabels, alerts } = body as unknown as AlertNotification
  return { path, receivedAtMs: Date.now(), receiver, status, groupLabels, alerts }
}

function isAlert(value: unknown): boolean {
  return isRecord(value) && (value.status === 'firing' || value.status === 'resolved') && isRecord(value.labels)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
