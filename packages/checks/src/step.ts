import { formatTally, type Tally } from './tally.ts'

/** Announces a step, runs it, and says how it ended and how long it took. */
export async function runStep(title: string, run: () => Promise<Tally>): Promise<Tally> {
  console.log(`\n── ${title} …`)
  const started = performance.now()
  const tally = await run()
  console.log(`── ${title}: ${formatTally(tally)} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
  return tally
}
