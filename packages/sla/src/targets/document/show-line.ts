const SECRET_KEY =
  /(?<!first_)(?:password|passwd|secret|token|(?:routing|service|integration|api)_?key|url|webhook|authorization|credentials?)["']?\s*:\s*/i
const LONGEST = 160

/** A line of the file as it may be shown: what follows a key that may hold a secret is left out, and so is what is very long. */
export function showLine(line: string): string {
  const visible = line
    .replaceAll('\t', ' ')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?')
    .trimEnd()
  const secret = SECRET_KEY.exec(visible)
  const shown = secret ? `${visible.slice(0, secret.index + secret[0].length)}…` : visible
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown
}
