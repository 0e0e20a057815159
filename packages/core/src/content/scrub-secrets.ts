import { cutText } from './cut-text.ts'

/** What a secret looks like in an error message, and what stands in its place. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b(sk|rk|pk|ek)-[A-Za-z0-9_*.-]{4,}/g, '$1-[redacted]'],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{4,}/gi, '$1 [redacted]'],
  [
    /\b(api[-_]?key|authorization|access[-_]?token|client[-_]?secret|password|signature|sig|token)(["']?\s*[:=]\s*["']?)[^\s"'&,;}]+/gi,
    '$1$2[redacted]',
  ],
  [/(https?:\/\/)[^\s/@]+@/gi, '$1[redacted]@'],
  [/(https?:\/\/[^\s?"'<>]+)\?[^\s"'<>]*/gi, '$1?[redacted]'],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(\.[A-Za-z0-9_-]*)?/g, '[redacted]'],
]

const MAX_MESSAGE_LENGTH = 500

/** An error message without keys, tokens and query strings, cut to 500 characters. */
export function scrubSecrets(message: string): string {
  let scrubbed = message.length > MAX_MESSAGE_LENGTH * 4 ? message.slice(0, MAX_MESSAGE_LENGTH * 4) : message
  for (const [pattern, replacement] of SECRETS) scrubbed = scrubbed.replace(pattern, replacement)
  return scrubbed.length > MAX_MESSAGE_LENGTH ? `${cutText(scrubbed, MAX_MESSAGE_LENGTH)}…` : scrubbed
}
