import type { RobotAddress } from '../config/read-robot-address.ts'
import { shorten } from '../message/cut-bytes.ts'
import { toOneLine } from '../message/dialect.ts'

/** A text of unknown origin, such as a robot's error message, on one line, without anything of the robot's address or key. */
export function redact(text: string, address: RobotAddress | undefined): string {
  let shown = toOneLine(text)
  for (const secret of secretsOf(address)) shown = shown.replaceAll(secret, '***')
  return shorten(shown, 400)
}

function secretsOf(address: RobotAddress | undefined): string[] {
  if (address === undefined) return []
  const url = new URL(address.url)
  const parts = [address.url, address.secret ?? '', ...url.searchParams.values(), ...url.pathname.split('/')]
  // A short part, `send` or `robot`, is no secret; what is one is long.
  return [...new Set(parts.flatMap((part) => [part, encodeURIComponent(part)]))]
    .filter((part) => part.length >= 8)
    .toSorted((a, b) => b.length - a.length)
}
