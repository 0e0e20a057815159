import type { CommandContext } from '../command.ts'
import { diagnose } from './diagnose.ts'
import { drawReport } from './draw-report.ts'
import { gatherFacts } from './gather-facts.ts'
import { redactValue } from './redact-value.ts'

const SHOWN = /^(OTEL|TOKENSCOPE|OPENAI)_/

/** By the shells' convention. */
const INTERRUPTED = 130

/** `tokenscope doctor`: 0 where all is well, 1 where something would be lost. */
export async function runDoctor({ options, env, cwd, terminal, print, signal }: CommandContext): Promise<number> {
  const facts = await gatherFacts(cwd, env, options.trace === true, signal)
  // A trace that was not waited for has not been lost.
  if (signal.aborted) return INTERRUPTED
  const findings = diagnose(facts)
  const variables = Object.keys(env)
    .filter((name) => SHOWN.test(name) && env[name] !== undefined && env[name] !== '')
    .sort()
    .map((name) => [name, redactValue(name, env[name]!)] as const)
  const lost = findings.some(({ level }) => level === 'loss')
  if (options.json === true) {
    print(JSON.stringify({ ok: !lost, variables: Object.fromEntries(variables), packages: facts.packages, findings }, null, 2))
  } else {
    for (const line of drawReport(
      findings,
      variables.map(([name, value]) => `${name}=${value}`),
      terminal,
    ))
      print(line)
  }
  return lost ? 1 : 0
}
