import { cutBytes, utf8Bytes } from './cut-bytes.ts'

export interface SplitOptions {
  /** The most that one part may measure. */
  readonly most: number
  readonly newline: string
  readonly maxParts: number
  /** Default: bytes in UTF-8. Of two texts together it is the sum of both. */
  readonly measure?: (text: string) => number
}

export interface SplitResult {
  readonly parts: readonly string[]
  /** Blocks that found no place in `maxParts`. */
  readonly left: number
}

/**
 * Puts blocks of lines into as few parts as hold them in order, a blank line between two blocks. A block that fits into a part is
 * never torn; a larger one is cut between lines, and a line that is too long is cut between letters.
 */
export function splitBlocks(blocks: readonly (readonly string[])[], options: SplitOptions): SplitResult {
  const { most, newline, maxParts, measure = utf8Bytes } = options
  const gap = newline === '\n' ? '\n\n' : newline
  const parts: string[] = []
  let part = ''
  const fits = (text: string): boolean => measure(part) + (part === '' ? 0 : measure(gap)) + measure(text) <= most
  const flush = (): void => {
    if (part !== '') parts.push(part)
    part = ''
  }
  for (const [index, lines] of blocks.entries()) {
    const pieces = toPieces(lines, most, newline, measure)
    for (const piece of pieces) {
      if (!fits(piece)) flush()
      if (parts.length >= maxParts) return { parts, left: blocks.length - index }
      part += part === '' ? piece : `${gap}${piece}`
    }
  }
  flush()
  return { parts, left: 0 }
}

/** The block as one text where it fits into a part, else as few texts as hold its lines. */
function toPieces(lines: readonly string[], most: number, newline: string, measure: (text: string) => number): string[] {
  const whole = lines.join(newline)
  if (measure(whole) <= most) return [whole]
  const pieces: string[] = []
  for (const line of lines.flatMap((text) => cutBytes(text, most, measure))) {
    const last = pieces.at(-1)
    if (last !== undefined && measure(last) + measure(newline) + measure(line) <= most)
      pieces[pieces.length - 1] = `${last}${newline}${line}`
    else pieces.push(line)
  }
  return pieces
}
