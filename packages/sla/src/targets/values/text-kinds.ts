import type { ValueKind } from './value-kind.ts'

/** A mailbox: `oncall@example.com`. */
export const MAILBOX: ValueKind = textKind('mailbox', '^[^\\s@<>,;{}$"]+@[^\\s@<>,;{}$"]+$', 'a mail address', 'oncall@example.com')

/** One mailbox or a list of them. */
export const MAILBOXES: ValueKind = { ...MAILBOX, title: 'mailbox or list', list: true }

/** A mail server: `smtp.example.com:587`. */
export const HOST_AND_PORT: ValueKind = textKind(
  'host:port',
  '^[A-Za-z0-9.-]+:[1-9]\\d{0,4}$',
  'a host, a colon and a port',
  'smtp.example.com:587',
)

/** Where in Slack. */
export const CHANNEL: ValueKind = textKind('channel', '^[#@][^\\s{}$"]{1,80}$', 'a # channel or an @ person, in quotes', "'#alerts'")

/** The name that a mail server knows somebody by. */
export const USER: ValueKind = textKind('name', '^[^\\s{}$"]{1,256}$', 'a name without blanks', 'alerts')

/** One of a few words. */
export function oneOf(words: readonly string[], list = false): ValueKind {
  const allowed = `${list ? 'one or several' : 'one'} of ${words.join(', ')}`
  return {
    title: list ? 'word or list' : 'word',
    allowed,
    schema: { enum: words },
    list,
    parse(value) {
      return typeof value === 'string' && words.includes(value)
        ? { value }
        : { fault: 'is not known here', remedy: `Allowed is ${allowed}.` }
    },
  }
}

function textKind(title: string, pattern: string, allowed: string, example: string): ValueKind {
  return {
    title,
    allowed,
    schema: { type: 'string', pattern },
    parse(value) {
      if (typeof value === 'string' && new RegExp(pattern, 'u').test(value)) return { value }
      return { fault: `is not ${allowed}`, remedy: `Allowed is ${allowed}: ${example}.` }
    },
  }
}
