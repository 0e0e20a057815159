/** What the bridge's settings say, with every default filled in. Secrets are not in it: only the files that hold them. */
export interface BridgeConfig {
  /** Address and port that the bridge listens on; default `127.0.0.1:9095`. */
  readonly listen: { readonly host: string; readonly port: number }
  /** File with the secret that Alertmanager sends as `Authorization: Bearer`. Required where `listen` is not this machine alone. */
  readonly sharedSecretFile?: string
  readonly language: Language
  readonly deadLetters: DeadLetterSettings
  readonly delivery: DeliverySettings
  /** At least one. */
  readonly robots: readonly RobotSettings[]
}

/** Language of the words around what the alerts themselves say. */
export type Language = 'en' | 'zh'
export const LANGUAGES: readonly Language[] = ['en', 'zh']

export type RobotKind = 'dingtalk' | 'feishu' | 'wecom'
export const ROBOT_KINDS: readonly RobotKind[] = ['dingtalk', 'feishu', 'wecom']

export type Severity = 'critical' | 'warning' | 'info'
export const SEVERITIES: readonly Severity[] = ['critical', 'warning', 'info']

export interface DeadLetterSettings {
  /** JSON lines, readable by the owner alone; default `dead-letters.jsonl` beside the settings. */
  readonly file: string
  /** The oldest go when the file would grow beyond this; default 10 MB. */
  readonly maxBytes: number
}

export interface DeliverySettings {
  /** How long Alertmanager waits for its answer, at most; default 8 s. After it, it is asked to come again. */
  readonly answerMs: number
  /** How long a message is tried before it becomes a dead letter; default 15 min. */
  readonly giveUpMs: number
  /** How long a delivered notification is remembered, so that a repeated one is not sent twice; default 5 min. Less than `repeat_interval`. */
  readonly rememberMs: number
  /** Time for one request to a robot; default 10 s. */
  readonly requestMs: number
  /** How long the bridge goes on delivering when it is told to stop, at most; default 10 s. What is left becomes dead letters. */
  readonly stopMs: number
  /** Messages that may wait at one robot; default 200. */
  readonly queueLength: number
}

export interface RobotSettings {
  /** Unique, `[a-z0-9-]`: the last part of the path that Alertmanager posts to. */
  readonly name: string
  readonly kind: RobotKind
  /** File with the robot's address, which holds its key. */
  readonly urlFile: string
  /** File with the key that messages are signed with: DingTalk and Feishu, where the robot asks for it. */
  readonly secretFile?: string
  readonly language: Language
  /** A word that the robot demands in each message; added where it is missing. */
  readonly keyword?: string
  /** Messages a minute; default and most: what the platform allows. */
  readonly perMinute: number
  /** Who is mentioned when an alert of this severity fires. */
  readonly mentions: Readonly<Partial<Record<Severity, Mentions>>>
}

export interface Mentions {
  /** Everybody in the group. */
  readonly all: boolean
  /** Telephone numbers: DingTalk and WeCom. */
  readonly mobiles: readonly string[]
  /** User ids, as the platform knows them (Feishu: open ids). */
  readonly users: readonly string[]
}
