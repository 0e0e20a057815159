import { resolveOptions } from '@tokenscope/core'
import { ENVIRONMENT_VARIABLES } from '@tokenscope/node'
import { closest } from '../../arguments/closest.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'

const OWN = /^TOKENSCOPE_/
/** Our own variables of `start()`. */
const OF_START = ENVIRONMENT_VARIABLES.flatMap(({ variables }) => variables.map(({ name }) => name)).filter((name) => OWN.test(name))

/** Variables with a value that is not allowed, and variables of ours that do not exist. */
export function checkVariables({ env, stackVariables }: Facts): Finding[] {
  const known = [...OF_START, ...stackVariables]
  const { problems } = resolveOptions(undefined, env)
  const unknown = Object.keys(env).filter((name) => OWN.test(name) && !known.includes(name))
  return [
    ...problems.map((text): Finding => ({ area: 'recording', level: 'loss', text, fix: 'Set one of the allowed values, or unset it.' })),
    ...unknown.map((name): Finding => {
      const near = closest(name, known)
      const fix = near === undefined ? `Known are ${known.join(', ')}.` : `Did you mean ${near}?`
      return { area: 'recording', level: 'loss', text: `${name} is not a variable that Tokenscope reads.`, fix }
    }),
  ]
}
