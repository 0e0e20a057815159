/** Who hears of alerts. Without a receiver, alerts are shown and sent to nobody. */
export interface NotifyTargets {
  readonly receivers: readonly NotifyReceiver[]
  /** Of the words around what alerts say; default `en`. */
  readonly language?: Language
  /** When warnings wait; critical alerts come always. Default: never. */
  readonly maintenance?: readonly MaintenanceWindow[]
}

export const LANGUAGES: readonly ['en', 'zh'] = ['en', 'zh']
export type Language = (typeof LANGUAGES)[number]
export const DEFAULT_LANGUAGE: Language = 'en'

export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday'

/** A time of the week. Without days: every day. */
export interface MaintenanceWindow {
  readonly firstDay?: Weekday
  /** The same as `firstDay`, or later in the week, which begins with monday. */
  readonly lastDay?: Weekday
  /** `02:00`. */
  readonly from: string
  /** Later than `from`; `24:00` is the end of the day. */
  readonly to: string
  /** By the IANA data base. */
  readonly timeZone: string
}

/** From worst to mildest. */
export const SEVERITIES: readonly ['critical', 'warning', 'info'] = ['critical', 'warning', 'info']
export type Severity = (typeof SEVERITIES)[number]

export const BRIDGE_ROBOTS: readonly ['dingtalk', 'feishu', 'wecom'] = ['dingtalk', 'feishu', 'wecom']
export type BridgeRobot = (typeof BRIDGE_ROBOTS)[number]

/** Somebody who is told. Secrets are never here: only the paths of the files that hold them, as Alertmanager reads them. */
export type NotifyReceiver = EmailReceiver | SlackReceiver | WebhookReceiver | PagerDutyReceiver | BridgeReceiver

interface Receiver {
  /** Unique in the file, `[a-z0-9-]`. */
  readonly name: string
  /** Which alerts come here; default `critical` and `warning`. */
  readonly severities: readonly Severity[]
}

export interface EmailReceiver extends Receiver {
  readonly kind: 'email'
  readonly to: readonly string[]
  readonly from: string
  /** `host:port` of the mail server. */
  readonly smarthost: string
  readonly username?: string
  readonly passwordFile?: string
}

export interface SlackReceiver extends Receiver {
  readonly kind: 'slack'
  /** `#channel` or `@person`. */
  readonly channel: string
  /** File with the address of the incoming webhook. */
  readonly urlFile: string
}

/** Exactly one of `url` and `urlFile`. */
export interface WebhookReceiver extends Receiver {
  readonly kind: 'webhook'
  readonly url?: string
  readonly urlFile?: string
  /** File with the token that goes into `Authorization: Bearer`. */
  readonly tokenFile?: string
}

export interface PagerDutyReceiver extends Receiver {
  readonly kind: 'pagerduty'
  readonly routingKeyFile: string
}

/** A group robot behind `@tokenscope/alert-bridge`. The robot's own address and signing key are in the bridge's settings. */
export interface BridgeReceiver extends Receiver {
  readonly kind: 'bridge'
  readonly robot: BridgeRobot
  /** Where Alertmanager reaches the bridge, without the robot's path. */
  readonly url: string
  /** File with the secret that Alertmanager and the bridge share. */
  readonly tokenFile?: string
}
