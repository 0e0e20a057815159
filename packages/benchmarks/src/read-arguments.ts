import { parseArgs } from 'node:util'
import type { Contender } from './contenders/contender.ts'
import { CONTENDERS } from './contenders/contenders.ts'
import { FULL_PLAN, type Plan, QUICK_PLAN } from './rounds/plan.ts'

export const USAGE = `pnpm bench [options]

  --only a,b   only these contenders beside their bare clients: ${CONTENDERS.filter(({ id, base }) => id !== base)
    .map(({ id }) => id)
    .join(', ')}
  --quick      a few calls of each, to see that everything works; the numbers mean nothing
  --source     Tokenscope from its sources instead of the built packages
  --write      also writes RESULTS.md beside this package's README

pnpm bench gpu [--quick] [--source]   what sampling eight GPUs costs
pnpm bench lens [--quick] [--source]  what a lens takes in on one core, and what it holds
pnpm bench load [--quick]             what the load generator adds to the times it measures
pnpm bench sla [--quick]              what the rules cost Prometheus for 1, 10 and 100 models`

/** What the command line asks for. */
export interface Arguments {
  readonly plan: Plan
  readonly contenders: readonly Contender[]
  readonly execArgv: readonly string[]
  readonly write: boolean
}

/** @throws with a message for people where an argument is unknown */
export function readArguments(args: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      source: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  })
  const only = values.only?.split(',')
  const unknown = only?.filter((id) => !CONTENDERS.some((contender) => contender.id === id)) ?? []
  if (unknown.length > 0) throw new Error(`--only names ${unknown.join(', ')}; there are ${CONTENDERS.map(({ id }) => id).join(', ')}`)
  const bases = new Set(CONTENDERS.filter(({ id }) => only?.includes(id)).map(({ base }) => base))
  return {
    plan: values.quick ? QUICK_PLAN : FULL_PLAN,
    contenders: CONTENDERS.filter(({ id }) => id === 'bare' || !only || only.includes(id) || bases.has(id)),
    execArgv: values.source ? ['--conditions=dev'] : [],
    write: values.write,
  }
}
