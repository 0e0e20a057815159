import { addTallies, formatTally, isGreen, type Tally, withSkipsAsFailures } from './tally.ts'

const LISTED = 60

/** Lists what failed and what was skipped, prints the closing line, and sets the exit code. Call once, last. */
export function finish(tallies: readonly Tally[], { ci }: { ci: boolean }): void {
  const sum = addTallies(tallies)
  const tally = ci ? withSkipsAsFailures(sum) : sum
  list('Failed', tally.failures)
  list('Skipped', tally.skips)
  if (!isGreen(tally)) process.exitCode = 1
  console.log(`\n${formatTally(tally)}`)
}

function list(title: string, lines: readonly string[]): void {
  if (lines.length === 0) return
  const rest = lines.length > LISTED ? [`… and ${lines.length - LISTED} more, above`] : []
  console.log(`\n${title}:\n${[...lines.slice(0, LISTED), ...rest].map((line) => `  ${line}`).join('\n')}`)
}
