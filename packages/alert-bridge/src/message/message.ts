import type { AlertStatus } from '../alert/notification.ts'
import type { Mentions, Severity } from '../config/bridge-config.ts'

/** One message for one robot, in its Markdown, before it becomes a request. */
export interface Message {
  /** Plain text, one line. */
  readonly title: string
  readonly text: string
  readonly status: AlertStatus
  readonly severity: Severity
  /** Who is mentioned; only in the first part of a firing notification. */
  readonly mentions?: Mentions
}
