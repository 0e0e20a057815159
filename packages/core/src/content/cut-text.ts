/** At most `length` UTF-16 units from the beginning of a text, without the first half of a character that lies across the cut. */
export function cutText(text: string, length: number): string {
  const kept = text.slice(0, length)
  const last = kept.charCodeAt(kept.length - 1)
  return kept.length < text.length && last >= 0xd800 && last <= 0xdbff ? kept.slice(0, -1) : kept
}
