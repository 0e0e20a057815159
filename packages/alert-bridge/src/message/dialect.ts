/** How one kind of robot writes Markdown. */
export interface Dialect {
  /** Text from outside, such as a model's name, so that it is shown as it is and means nothing. One line. */
  escape(text: string): string
  /** What ends a line so that the next one begins below it. */
  readonly newline: string
}

/** A text from outside on one line: control characters and marks that turn the direction of writing are gone, white space is one space. */
export function toOneLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[\p{Cc}\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '')
    .trim()
}
