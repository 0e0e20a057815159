/** What Alertmanager posts to a webhook, payload version 4: the alerts of one group that it speaks of now. */
export interface Notification {
  /** Stable for the group: the route and the labels that it groups by. */
  readonly groupKey: string
  readonly status: AlertStatus
  /** The receiver's name in Alertmanager. */
  readonly receiver: string
  /** Alerts that Alertmanager left out (`max_alerts`). */
  readonly truncatedAlerts: number
  /** Where Alertmanager can be opened. */
  readonly externalUrl: string
  /** At least one. */
  readonly alerts: readonly Alert[]
}

export type AlertStatus = 'firing' | 'resolved'

export interface Alert {
  readonly status: AlertStatus
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly startsAt: Date
  /** When it ended; of a firing alert nothing can be said. */
  readonly endsAt: Date
  readonly generatorUrl: string
  /** Stable for the alert's labels. */
  readonly fingerprint: string
}
