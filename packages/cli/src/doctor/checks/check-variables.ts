import { resolveOptions } from '@tokenscope/core'
import { ENVIRONMENT_VARIABLES } from '@tokenscope/node'
import { closest } from '../../arguments/closest.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'

const OWN = /^TOKENSCOPE_/
/** Our own variables: those of `start()`, and where tests and tools keep what they fetched. */
const KNOWN = [
  ...ENVIRONMENT_VARIABLES.flatMap(({ variables }) => variables.map(({ name }) => name)).filter((name) => OWN.test(name)),
  'TOKENSCOPE_CACHE',
]

/** Variables with a value that is not allowed, and variables of ours that do not exist. */
export function checkVariables({ env }: Facts): Finding[] {
  const { problems } = resolveOptions(undefined, env)
  const unknown = Object.keys(env).filter((name) => OWN.test(name) && !KNOWN.includes(name))
  return [
    ...problems.map((text): Finding => ({ area: 'recording', level: 'loss', text, fix: 'Set one of the allowed values, or unset it.' })),
    ...unknown.map((name): Finding => {
      const near = closest(name, KNOWN)
      const fix = near === undefined ? `Known are ${KNOWN.join(', ')}.` : `Did you mean ${near}?`
      return { area: 'recording', level: 'loss', text: `${name} is not a variable that Tokenscope reads.`, fix }
    }),
  ]
}
