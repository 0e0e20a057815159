import { addTallies, formatTally, isGreen, type Tally, withSkipsAsFailures } from './tally.ts'

/** Lists what failed and what was skipped, prints the closing line, and sets the exit code. Call once, last. */
export function finish(tallies: readonly Tally[], { ci }: { ci: boolean }): void {
  const sum = addTallies(tallies)
  const tally = ci ? withSkipsAsFailures(sum) : sum
  if (tally.failures.length > 0) console.log(`\nFailed:\n${tally.failures.map((line) => `  ${line}`).join('\n')}`)
  if (tally.skips.length > 0) console.log(`\nSkipped:\n${tally.skips.map((line) => `  ${line}`).join('\n')}`)
  if (!isGreen(tally)) process.exitCode = 1
  console.log(`\n${formatTally(tally)}`)
}
