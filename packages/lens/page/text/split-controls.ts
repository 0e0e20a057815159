export interface TextPart {
  readonly text: string
  /** What stands for a character that cannot be seen: its code, `U+202E`. Absent from plain text. */
  readonly code?: string
}

/**
 * What cannot be seen, or moves others: controls but for tab and line feed, formats (direction, zero width, tags), separators of lines and
 * paragraphs, and halves of pairs.
 */
const UNSEEN = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu
/** Joins parts of an emoji: hiding it would break what people write. */
const JOINER = '\u200d'

/** Splits text so that each character which cannot be seen, or which moves others, is a part of its own with a visible stand-in. */
export function splitControls(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(UNSEEN)) {
    if (found === JOINER) continue
    if (index > end) parts.push({ text: text.slice(end, index) })
    parts.push(standIn(found.codePointAt(0)!))
    end = index + found.length
  }
  if (end < text.length || parts.length === 0) parts.push({ text: text.slice(end) })
  return parts
}

/** The same as one text: for names and titles, which hold no elements. More than `limit` characters are cut. */
export function toPlainText(text: string, limit = 300): string {
  const shown = splitControls(text.slice(0, limit))
    .map((part) => part.text)
    .join('')
  return text.length > limit ? `${shown}…` : shown
}

function standIn(code: number): TextPart {
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  if (code < 0x20) return { text: String.fromCharCode(0x2400 + code), code: name }
  return { text: code === 0x7f ? '\u2421' : `[${name}]`, code: name }
}
