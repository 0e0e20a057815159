import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { benchGpu } from './gpu/bench-gpu.ts'
import { benchLens } from './lens/bench-lens.ts'
import { benchLoad } from './load/bench-load.ts'
import { type Arguments, readArguments, USAGE } from './read-arguments.ts'
import { drawTable } from './report/draw-table.ts'
import { resultsPage } from './report/results-page.ts'
import { toRow } from './report/to-row.ts'
import { runRounds } from './rounds/run-rounds.ts'
import { benchSla } from './sla/bench-sla.ts'

/** Benchmarks beside that of the client, by their first word. */
const PARTS: Readonly<Record<string, (args: readonly string[]) => Promise<undefined>>> = {
  gpu: benchGpu,
  lens: benchLens,
  load: benchLoad,
  sla: benchSla,
}

const part = PARTS[process.argv[2] ?? '']
const asked = part ? await part(process.argv.slice(3)) : ask()
if (asked) {
  const { plan, contenders, execArgv, write } = asked
  const samples = await runRounds(contenders, plan, execArgv, progress)
  progress('')
  const rows = contenders.map((contender) => toRow(contender, samples.get(contender.id)!, samples.get(contender.base)!))
  const table = drawTable(rows)
  console.log(table)
  if (write) writeFileSync(join(import.meta.dirname, '..', 'RESULTS.md'), resultsPage(table))
}

function ask(): Arguments | undefined {
  try {
    return readArguments(process.argv.slice(2))
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`)
    process.exitCode = 2
    return undefined
  }
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`)
}
