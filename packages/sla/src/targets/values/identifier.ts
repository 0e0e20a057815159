import { createHash } from 'node:crypto'
import type { ValueKind } from './value-kind.ts'

const LONGEST = 63
const HASH_LENGTH = 8
const PATTERN = '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'
const ALLOWED = `1 to ${LONGEST} of a-z, 0-9 and -, not at the ends`

/** A short name that may stand in file names, rule groups and labels. */
export const IDENTIFIER: ValueKind = {
  title: 'id',
  allowed: ALLOWED,
  schema: { type: 'string', pattern: PATTERN },
  parse(value, source) {
    if (typeof value !== 'string') return { fault: 'is not text', remedy: `Put it in quotes: "${source}".` }
    if (new RegExp(PATTERN).test(value)) return { value }
    return { fault: 'cannot stand in file names and labels', remedy: `Allowed are ${ALLOWED}, for example ${toIdentifier(value)}.` }
  },
}

/**
 * Any text as an identifier: lower case, everything else as dashes. What is cut off or has no letter of a-z is told apart by a hash,
 * so two long names do not collide; `a/b` and `a-b` do.
 */
export function toIdentifier(text: string): string {
  const slug = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  if (slug !== '' && slug.length <= LONGEST && !/[^\u0020-\u007e]/.test(text)) return slug
  const hash = createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH)
  return [slug.slice(0, LONGEST - HASH_LENGTH - 1).replace(/-$/, ''), hash].filter((part) => part !== '').join('-')
}
