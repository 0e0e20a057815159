/** A way out that somebody can press. */
export interface Quit {
  /** Fires on q, Ctrl-C, or the given signal. */
  readonly signal: AbortSignal
  /** Gives the keyboard back. */
  release(): void
}

const CTRL_C = '\u0003'

/** Listens for q on `stdin`, without Enter where it is a terminal. The caller releases it. */
export function untilQuit(stdin: NodeJS.ReadStream, interrupted: AbortSignal): Quit {
  const pressed = new AbortController()
  const onData = (keys: Buffer): void => {
    const text = keys.toString()
    if (/q/i.test(text) || text.includes(CTRL_C)) pressed.abort()
  }
  // In raw mode Ctrl-C is a key like any other and no signal.
  if (stdin.isTTY) stdin.setRawMode(true)
  stdin.on('data', onData)
  stdin.resume()
  return {
    signal: AbortSignal.any([pressed.signal, interrupted]),
    release() {
      stdin.off('data', onData)
      if (stdin.isTTY) stdin.setRawMode(false)
      stdin.pause()
      stdin.unref?.()
    },
  }
}
