import { resolveOptions } from '@tokenscope/core'
import { closest } from '../../arguments/closest.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { ELSEWHERE, OWN_VARIABLES, STANDARD_VARIABLES } from './known-variables.ts'

const OWN = /^TOKENSCOPE_/
const STANDARD = /^OTEL_/

/** Variables of ours with a value that is not allowed, and names that nobody reads. */
export function checkVariables({ env, stackVariables }: Facts): Finding[] {
  const known = [...OWN_VARIABLES, ...stackVariables]
  const { problems } = resolveOptions(undefined, env)
  const set = Object.keys(env).filter((name) => env[name] !== undefined && env[name] !== '')
  const unknown = set.filter((name) => OWN.test(name) && !known.includes(name))
  const foreign = set.filter((name) => STANDARD.test(name) && !STANDARD_VARIABLES.includes(name))
  return [
    ...problems.map((text): Finding => ({ area: 'recording', level: 'loss', text, fix: 'Set one of the allowed values, or unset it.' })),
    ...unknown.map((name): Finding => {
      const near = closest(name, known)
      const fix = near === undefined ? `Known are ${known.join(', ')}.` : `Did you mean ${near}?`
      return { area: 'recording', level: 'loss', text: `${name} is not a variable that Tokenscope reads.`, fix }
    }),
    ...foreign.flatMap(explainForeign),
  ]
}

/** Far from every name it is somebody else's; near to one it is a slip, and what it says is lost. */
function explainForeign(name: string): Finding[] {
  const near = closest(name, STANDARD_VARIABLES)
  if (near !== undefined) {
    const text = `${name} is not a variable that OpenTelemetry reads.`
    return [{ area: 'recording', level: 'loss', text, fix: `Did you mean ${near}?` }]
  }
  return ELSEWHERE.test(name) ? [] : [{ area: 'recording', level: 'note', text: `${name} is not a variable that is known here.` }]
}
