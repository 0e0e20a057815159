import { createHmac } from 'node:crypto'
import type { Mentions } from '../config/bridge-config.ts'
import { type Channel, type CodeMeaning, jsonBytes, unknownCode, type Verdict } from './channel.ts'

/**
 * Group robots of DingTalk: https://open.dingtalk.com/document/robots/custom-robot-access
 * A message of more than 20 000 bytes is refused; more than 20 a minute stop the robot for 10 minutes.
 */
export const dingtalk: Channel = {
  limits: { textBytes: 20_000 - 1500, perMinute: 20, defaultPerMinute: 20 },
  signs: true,
  showsTitle: false,
  mentions: { mobiles: /^\+?[\d-]{5,20}$/, users: /^[^\s@]{1,64}$/ },
  dialect: { escape: escapeMarkdown, newline: '\n\n' },
  measure: jsonBytes,
  mentionBytes: (mentions) => jsonBytes(JSON.stringify(toAt(mentions))) + jsonBytes(toMentionText(mentions)),
  toBodies({ title, text, mentions }) {
    const named = toMentionText(mentions)
    return [
      {
        msgtype: 'markdown',
        markdown: { title, text: named === '' ? text : `${text}\n\n${named}` },
        ...(mentions === undefined ? {} : { at: toAt(mentions) }),
      },
    ]
  },
  toRequest(body, { url, secret }, now) {
    const address = new URL(url)
    if (secret !== undefined) {
      address.searchParams.set('timestamp', String(now.getTime()))
      address.searchParams.set('sign', signDingtalk(now.getTime(), secret))
    }
    return { url: address.href, body: JSON.stringify(body) }
  },
  judge(answer) {
    const code = Number(answer.errcode)
    const message = String(answer.errmsg ?? '')
    return code === 0 ? { kind: 'delivered' } : toVerdict(code, message)
  },
}

/** HMAC-SHA256 of `timestamp\nsecret`, keyed by the secret, in Base64. The timestamp is in milliseconds and at most an hour off. */
export function signDingtalk(timestampMs: number, secret: string): string {
  return createHmac('sha256', secret).update(`${timestampMs}\n${secret}`).digest('base64')
}

const NEW_ADDRESS = 'copy the robot’s webhook address anew into its url_file'

const CODES: Readonly<Record<number, CodeMeaning>> = {
  [-1]: { kind: 'retry', remedy: 'the platform is busy' },
  130101: { kind: 'slower', remedy: 'more than 20 messages a minute' },
  410100: { kind: 'slower', remedy: 'more messages than the platform allows' },
  40035: { kind: 'final', remedy: `the address lacks its access_token: ${NEW_ADDRESS}` },
  300001: { kind: 'final', remedy: `the token is not known: ${NEW_ADDRESS}` },
  300005: { kind: 'final', remedy: `the token is not known: ${NEW_ADDRESS}` },
  400101: { kind: 'final', remedy: `the token is not known: ${NEW_ADDRESS}` },
  400013: { kind: 'final', remedy: 'the group is dissolved' },
  400102: { kind: 'final', remedy: 'the robot is switched off: switch it on in the group’s settings' },
  400106: { kind: 'final', remedy: `the robot is not there any more: ${NEW_ADDRESS}` },
}

function toVerdict(code: number, message: string): Verdict {
  if (code === 310000) return { kind: 'final', code, reason: `${toSecurityRemedy(message)} (310000: ${message})` }
  const meaning = CODES[code]
  if (meaning === undefined) return unknownCode(code, message)
  return { kind: meaning.kind, code, reason: `${meaning.remedy} (${code}: ${message})` }
}

/** The code 310000 stands for all three of the robot's security settings; only its text tells which. */
function toSecurityRemedy(message: string): string {
  if (/keyword|关键词/i.test(message))
    return 'the message lacks the keyword that the robot demands: set `keyword` of the robot in the bridge’s settings'
  if (/sign|timestamp|签名/i.test(message)) return 'the signature is not accepted: check secret_file and the clock of this machine'
  if (/ip|whitelist|白名单/i.test(message))
    return 'this machine is not among the addresses that the robot accepts: add it in the robot’s settings'
  return 'a security setting of the robot refused the message: check its keyword, signature and addresses'
}

function toAt(mentions: Mentions | undefined): Record<string, unknown> {
  return { atMobiles: mentions?.mobiles ?? [], atUserIds: mentions?.users ?? [], isAtAll: mentions?.all ?? false }
}

/** A mention shows only where the text has it too. */
function toMentionText(mentions: Mentions | undefined): string {
  return [...(mentions?.mobiles ?? []), ...(mentions?.users ?? [])].map((who) => `@${who}`).join(' ')
}

/** An underscore inside a word is left alone: it begins nothing, and names are full of them. */
function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[\\`*[\]<>~|]/g, String.raw`\$&`)
    .replaceAll(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, String.raw`\_`)
    .replace(/^[#+-]/, String.raw`\$&`)
}
