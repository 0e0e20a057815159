import { createHmac } from 'node:crypto'
import type { Severity } from '../config/bridge-config.ts'
import { type Channel, type CodeMeaning, jsonBytes, unknownCode } from './channel.ts'

/**
 * Group robots of Feishu and Lark: https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
 * The whole request has at most 20 KB; 100 messages a minute and 5 a second are taken.
 */
export const feishu: Channel = {
  limits: { textBytes: 20_000 - 1500, perMinute: 100, defaultPerMinute: 20 },
  signs: true,
  showsTitle: true,
  mentions: { mobiles: undefined, users: /^[A-Za-z0-9_-]{1,64}$/ },
  dialect: { escape: escapeMarkdown, newline: '\n' },
  measure: jsonBytes,
  mentionBytes: (mentions) => (mentions === undefined ? 0 : jsonBytes(toMentionText(mentions.all, mentions.users)) + 2),
  toBodies({ title, text, status, severity, mentions }) {
    const named = mentions === undefined ? '' : toMentionText(mentions.all, mentions.users)
    const card = {
      config: { wide_screen_mode: true },
      header: { title: { tag: 'plain_text', content: title }, template: status === 'resolved' ? 'green' : COLOURS[severity] },
      elements: [{ tag: 'markdown', content: named === '' ? text : `${text}\n${named}` }],
    }
    return [{ msg_type: 'interactive', card }]
  },
  toRequest(body, { url, secret }, now) {
    const timestamp = Math.floor(now.getTime() / 1000)
    const signed = secret === undefined ? body : { timestamp: String(timestamp), sign: signFeishu(timestamp, secret), ...body }
    return { url, body: JSON.stringify(signed) }
  },
  judge(answer) {
    // An older form of the answer has `StatusCode` in place of `code`.
    const code = Number(answer.code ?? answer.StatusCode)
    const message = String(answer.msg ?? answer.StatusMessage ?? '')
    if (code === 0) return { kind: 'delivered' }
    if (/too many request|frequency limit/i.test(message))
      return { kind: 'slower', code, reason: `too many messages (${code}: ${message})` }
    const meaning = CODES[code]
    if (meaning === undefined) return unknownCode(code, message)
    return { kind: meaning.kind, code, reason: `${meaning.remedy} (${code}: ${message})` }
  },
}

/**
 * HMAC-SHA256 of nothing, keyed by `timestamp\nsecret`, in Base64: the other way round than DingTalk's. The timestamp is in
 * seconds and at most an hour off.
 */
export function signFeishu(timestampSeconds: number, secret: string): string {
  return createHmac('sha256', `${timestampSeconds}\n${secret}`).update('').digest('base64')
}

const COLOURS: Readonly<Record<Severity, string>> = { critical: 'red', warning: 'orange', info: 'blue' }

const CODES: Readonly<Record<number, CodeMeaning>> = {
  11232: { kind: 'slower', remedy: 'more messages than the platform takes' },
  9499: { kind: 'final', remedy: 'the message is not in a form that the robot takes, or larger than 20 KB' },
  19001: { kind: 'final', remedy: 'the address is not one of a robot: copy its webhook address anew into its url_file' },
  19021: { kind: 'final', remedy: 'the signature is not accepted: check secret_file and the clock of this machine' },
  19022: { kind: 'final', remedy: 'this machine is not among the addresses that the robot accepts: add it in the robot’s settings' },
  19024: {
    kind: 'final',
    remedy: 'the message lacks the keyword that the robot demands: set `keyword` of the robot in the bridge’s settings',
  },
}

function toMentionText(all: boolean, users: readonly string[]): string {
  return [...(all ? ['all'] : []), ...users].map((id) => `<at id=${id}></at>`).join(' ')
}

/** As entities: the card's Markdown shows them as the signs they stand for. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/[&`*_~[\]<>\\#]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/^[+-]/, (sign) => `&#${sign.charCodeAt(0)};`)
}
