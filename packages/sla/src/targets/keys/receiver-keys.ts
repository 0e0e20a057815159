import { BRIDGE_ROBOTS, SEVERITIES } from '../notify-targets.ts'
import { ADDRESS } from '../values/address.ts'
import { FILE_PATH } from '../values/file-path.ts'
import { IDENTIFIER } from '../values/identifier.ts'
import { CHANNEL, HOST_AND_PORT, MAILBOX, MAILBOXES, oneOf, USER } from '../values/text-kinds.ts'
import type { KeyDefinition } from './key-definition.ts'

/** What `type` may say. */
export const RECEIVER_TYPES: readonly string[] = ['email', 'slack', 'webhook', 'pagerduty', ...BRIDGE_ROBOTS]

export const TYPE_KEY: KeyDefinition = {
  name: 'type',
  kind: oneOf(RECEIVER_TYPES),
  meaning: 'How somebody is told',
  example: 'slack',
  required: true,
  synonyms: ['kind'],
}

/** Every receiver has these. */
export const COMMON_RECEIVER_KEYS: readonly KeyDefinition[] = [
  TYPE_KEY,
  {
    name: 'name',
    kind: IDENTIFIER,
    meaning: 'What routes call it; for dingtalk, feishu and wecom the name of the robot in the settings of the bridge',
    default: 'its type',
    example: 'on-call',
    synonyms: ['id', 'receiver'],
  },
  {
    name: 'severities',
    kind: oneOf(SEVERITIES, true),
    meaning: 'Which alerts go there',
    default: '[critical, warning]',
    example: '[critical]',
    synonyms: ['severity', 'level', 'levels'],
  },
]

const TOKEN_FILE: KeyDefinition = {
  name: 'token_file',
  kind: FILE_PATH,
  meaning: 'File with the token that goes into Authorization: Bearer',
  example: '/etc/tokenscope/webhook-token',
  synonyms: ['token', 'secret', 'shared_secret', 'authorization', 'bearer_token', 'secret_file'],
}

const BRIDGE_KEYS: readonly KeyDefinition[] = [
  {
    name: 'url',
    kind: ADDRESS,
    meaning: "Where the alert bridge listens; the robot's own address and key are in its settings",
    default: 'http://127.0.0.1:9095',
    example: 'http://127.0.0.1:9095',
    synonyms: ['bridge', 'address'],
  },
  TOKEN_FILE,
]

/** What each type of receiver has besides {@link COMMON_RECEIVER_KEYS}. */
export const RECEIVER_KEYS: Readonly<Record<string, readonly KeyDefinition[]>> = {
  email: [
    { name: 'to', kind: MAILBOXES, meaning: 'Who gets the mail', example: 'oncall@example.com', required: true },
    { name: 'from', kind: MAILBOX, meaning: 'Who it comes from', example: 'alerts@example.com', required: true, synonyms: ['sender'] },
    {
      name: 'smarthost',
      kind: HOST_AND_PORT,
      meaning: 'The mail server',
      example: 'smtp.example.com:587',
      required: true,
      synonyms: ['host', 'smtp', 'server'],
    },
    { name: 'username', kind: USER, meaning: 'Name at the mail server', example: 'alerts', synonyms: ['user', 'auth_username'] },
    {
      name: 'password_file',
      kind: FILE_PATH,
      meaning: 'File with the password for the mail server',
      example: '/etc/tokenscope/smtp-password',
      synonyms: ['password', 'auth_password', 'auth_password_file'],
    },
  ],
  slack: [
    { name: 'channel', kind: CHANNEL, meaning: 'Where in Slack', example: "'#llm-alerts'", required: true },
    {
      name: 'url_file',
      kind: FILE_PATH,
      meaning: 'File with the address of the incoming webhook',
      example: '/etc/tokenscope/slack-url',
      required: true,
      synonyms: ['url', 'api_url', 'webhook', 'webhook_url', 'api_url_file'],
    },
  ],
  webhook: [
    {
      name: 'url',
      kind: ADDRESS,
      meaning: 'The address, where it is no secret',
      example: 'http://127.0.0.1:8080/alerts',
      synonyms: ['address'],
    },
    { name: 'url_file', kind: FILE_PATH, meaning: 'File with the address, where it is a secret', example: '/etc/tokenscope/webhook-url' },
    TOKEN_FILE,
  ],
  pagerduty: [
    {
      name: 'routing_key_file',
      kind: FILE_PATH,
      meaning: 'File with the integration key of the Events API v2',
      example: '/etc/tokenscope/pagerduty-key',
      required: true,
      synonyms: ['routing_key', 'key', 'service_key', 'integration_key'],
    },
  ],
  ...Object.fromEntries(BRIDGE_ROBOTS.map((robot) => [robot, BRIDGE_KEYS])),
}
