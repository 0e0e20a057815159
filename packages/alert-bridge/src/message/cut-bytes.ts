const SEGMENTS = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** What must not be cut: an escaped sign, an entity, a tag, a link. */
const WHOLE = /\\.|&#\d+;|<[^<>\n]{1,200}>|\[[^\]\n]*\]\([^)\s]*\)/gu

/** Bytes in UTF-8. */
export function utf8Bytes(text: string): number {
  return Buffer.byteLength(text)
}

/**
 * Cuts a text into pieces of at most `most`, by the given measure. What belongs together stays together: an escape, a link, a
 * letter with its accents; only what alone is larger is cut further, between code points.
 */
export function cutBytes(text: string, most: number, measure: (text: string) => number = utf8Bytes): string[] {
  const pieces: string[] = []
  let piece = ''
  let size = 0
  const add = (atom: string): void => {
    const bytes = measure(atom)
    if (size + bytes > most && piece !== '') {
      pieces.push(piece)
      piece = ''
      size = 0
    }
    piece += atom
    size += bytes
  }
  for (const atom of toAtoms(text)) {
    if (measure(atom) <= most) add(atom)
    else for (const point of atom) add(point)
  }
  return piece === '' ? pieces : [...pieces, piece]
}

/** The text, or as much of it as `most` bytes hold, with `…` for the rest. */
export function shorten(text: string, most: number): string {
  if (utf8Bytes(text) <= most) return text
  let kept = ''
  for (const { segment } of SEGMENTS.segment(text.slice(0, most))) {
    if (utf8Bytes(kept) + utf8Bytes(segment) + 3 > most) break
    kept += segment
  }
  return `${kept.toWellFormed()}…`
}

function* toAtoms(text: string): Generator<string> {
  let end = 0
  for (const match of text.matchAll(WHOLE)) {
    yield* toLetters(text.slice(end, match.index))
    yield match[0]
    end = match.index + match[0].length
  }
  yield* toLetters(text.slice(end))
}

function* toLetters(text: string): Generator<string> {
  for (const { segment } of SEGMENTS.segment(text)) yield segment
}
