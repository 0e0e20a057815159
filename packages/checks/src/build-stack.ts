import { runCommand } from './run-command.ts'
import { EMPTY_TALLY, failedStep, passedStep, type Tally } from './tally.ts'

/** Exit code of the command where Go is missing: nothing can be built, and the tests with the real programs are skipped. */
const NOT_POSSIBLE = 3

/** Builds the programs of the real stack that this machine lacks: minutes the first time, with progress on the terminal. */
export async function buildStack(timeoutMs: number): Promise<Tally> {
  const { ended } = await runCommand(process.execPath, ['--conditions=dev', 'packages/stack/src/build-command.ts'], {
    output: 'show',
    timeoutMs,
  })
  if (ended === 0) return passedStep()
  if (ended === NOT_POSSIBLE)
    return { ...EMPTY_TALLY, skipped: 1, skips: ['the real stack: needs Go 1.26 or newer, install it from https://go.dev/dl'] }
  return failedStep(
    `building the programs of the real stack ended with ${ended}; what Go has compiled is kept, so that the next run goes on`,
  )
}
