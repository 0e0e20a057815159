/** A line longer than this is garbage, not a row: the longest real one has under 10,000 characters. */
const MAX_LINE_LENGTH = 65_536

/**
 * Chunks of output to lines. A chunk may end anywhere, also inside `\r\n`; the rest waits for the next one. A line beyond 64 Ki characters
 * is given out cut, so a stream without line ends cannot grow the memory.
 */
export class LineSplitter {
  #rest = ''

  push(chunk: string): readonly string[] {
    const text = this.#rest + chunk
    const lines: string[] = []
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      lines.push(withoutCarriageReturn(text.slice(from, end)))
      from = end + 1
    }
    this.#rest = text.slice(from)
    if (this.#rest.length > MAX_LINE_LENGTH) {
      lines.push(this.#rest.slice(0, MAX_LINE_LENGTH))
      this.#rest = ''
    }
    return lines
  }

  /** The last line when it has no end. Call once, when the output is over. */
  flush(): string {
    const rest = withoutCarriageReturn(this.#rest)
    this.#rest = ''
    return rest
  }
}

function withoutCarriageReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
