import { resolveOptions } from '@tokenscope/core'
import { closest } from '../../arguments/closest.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'

/** Our own variables. */
export const TOKENSCOPE_VARIABLES: readonly string[] = [
  'TOKENSCOPE_TOKEN_EVENTS',
  'TOKENSCOPE_STALL_THRESHOLD_MS',
  'TOKENSCOPE_MAX_CONTENT_LENGTH',
  'TOKENSCOPE_CACHE',
]

/** Variables with a value that is not allowed, and variables of ours that do not exist. */
export function checkVariables({ env }: Facts): Finding[] {
  const { problems } = resolveOptions(undefined, env)
  const unknown = Object.keys(env).filter((name) => name.startsWith('TOKENSCOPE_') && !TOKENSCOPE_VARIABLES.includes(name))
  return [
    ...problems.map((text): Finding => ({ area: 'recording', level: 'loss', text, fix: 'Set one of the allowed values, or unset it.' })),
    ...unknown.map((name): Finding => {
      const near = closest(name, TOKENSCOPE_VARIABLES)
      const fix = near === undefined ? `Known are ${TOKENSCOPE_VARIABLES.join(', ')}.` : `Did you mean ${near}?`
      return { area: 'recording', level: 'loss', text: `${name} is not a variable that Tokenscope reads.`, fix }
    }),
  ]
}
