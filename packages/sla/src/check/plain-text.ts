/** A name that somebody sent, fit for a terminal: without what moves its cursor, changes its colours or turns its direction. */
export function plainText(text: string): string {
  return text.replaceAll(/[\p{Cc}\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD')
}
