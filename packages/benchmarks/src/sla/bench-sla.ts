import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { generate } from '@tokenscope/sla'
import { median } from '../report/median.ts'
import { modelNames, targetsOf } from './many-models.ts'
import { measureEvaluation } from './measure-evaluation.ts'

/** `bench sla [--quick]`: how long `generate` takes, and the real Prometheus with the rules. Takes about six minutes. */
export async function benchSla(args: readonly string[]): Promise<undefined> {
  const { values } = parseArgs({ args: [...args], options: { quick: { type: 'boolean', default: false } } })
  const { counts, seconds, times } = values.quick
    ? { counts: [1], seconds: 20, times: 1 }
    : { counts: [1, 10, 100], seconds: 120, times: 5 }
  console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}\n`)
  console.log('models   generate, CPU ms   rules   series   evaluation of all rules, ms   slowest group, ms')
  for (const count of counts) {
    const generating = median(Array.from({ length: times }, () => generateMilliseconds(count)))
    const { rules, series, milliseconds, slowestGroupMilliseconds } = await measureEvaluation(count, seconds)
    const cells = [count, generating.toFixed(0), rules, series, milliseconds.toFixed(1), slowestGroupMilliseconds.toFixed(1)]
    console.log(cells.map((cell, i) => String(cell).padStart([6, 19, 8, 9, 30, 20][i] ?? 0)).join(''))
  }
  return undefined
}

function generateMilliseconds(count: number): number {
  const targets = targetsOf(modelNames(count))
  const before = process.cpuUsage()
  generate(targets)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
