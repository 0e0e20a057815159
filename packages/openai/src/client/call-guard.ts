import type { Observation } from '../observation.ts'

/**
 * One call passes several seams on its way (`create`, `post`, `request`), and a process may hold several copies of this package. The
 * outermost seam observes; those inside see that it does. The depth counts synchronous nesting only.
 */
interface CallGuard {
  depth: number
}

const KEY = Symbol.for('tokenscope.openai.guard.v1')
const holder = globalThis as { [KEY]?: CallGuard }

holder[KEY] ??= { depth: 0 }

/** The guard of this process. */
export const callGuard: CallGuard = holder[KEY]

/** The observation whose original method is running right now, synchronously, in this copy of the package. */
let current: Observation | undefined

export function currentObservation(): Observation | undefined {
  return current
}

/** Runs the original method with `observation` as the current one. What it throws passes through. */
export function inside<T>(observation: Observation, run: () => T): T {
  const before = current
  callGuard.depth++
  current = observation
  try {
    return run()
  } finally {
    callGuard.depth--
    current = before
  }
}
