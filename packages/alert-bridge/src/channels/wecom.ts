import { utf8Bytes } from '../message/cut-bytes.ts'
import { type Channel, type CodeMeaning, unknownCode } from './channel.ts'

/**
 * Group robots of WeCom: https://developer.work.weixin.qq.com/document/path/91770
 * Markdown has at most 4096 bytes; 20 messages a minute are taken. The key is in the address, nothing is signed.
 */
export const wecom: Channel = {
  limits: { textBytes: 4096, perMinute: 20, defaultPerMinute: 20 },
  signs: false,
  showsTitle: false,
  mentions: { mobiles: /^\+?[\d-]{5,20}$/, users: /^[^\s<>@]{1,64}$/ },
  dialect: { escape: escapeMarkdown, newline: '\n' },
  measure: utf8Bytes,
  mentionBytes: () => 0,
  /** Markdown cannot mention everybody or a telephone number: a short text message behind it does. */
  toBodies({ title, text, mentions }) {
    const markdown = { msgtype: 'markdown', markdown: { content: text } }
    if (mentions === undefined) return [markdown]
    const mention = {
      msgtype: 'text',
      text: {
        content: title,
        mentioned_list: [...mentions.users, ...(mentions.all ? ['@all'] : [])],
        mentioned_mobile_list: mentions.mobiles,
      },
    }
    return [markdown, mention]
  },
  toRequest: (body, { url }) => ({ url, body: JSON.stringify(body) }),
  judge(answer) {
    const code = Number(answer.errcode)
    const message = String(answer.errmsg ?? '')
    if (code === 0) return { kind: 'delivered' }
    const meaning = CODES[code]
    if (meaning === undefined) return unknownCode(code, message)
    return { kind: meaning.kind, code, reason: `${meaning.remedy} (${code}: ${message})` }
  },
}

const CODES: Readonly<Record<number, CodeMeaning>> = {
  [-1]: { kind: 'retry', remedy: 'the platform is busy' },
  45009: { kind: 'slower', remedy: 'more than 20 messages a minute' },
  40058: { kind: 'final', remedy: 'the robot does not take a value in the message' },
  93000: { kind: 'final', remedy: 'the key in the address is not known: copy the robot’s webhook address anew into its url_file' },
}

/** There is no escape: the signs that begin something are shown by their full-width forms, and no bracket is followed by one. */
function escapeMarkdown(text: string): string {
  return text
    .replaceAll('<', '＜')
    .replaceAll('>', '＞')
    .replaceAll('`', '｀')
    .replaceAll('**', '＊＊')
    .replaceAll('](', '] (')
    .replace(/^#/, '＃')
}
