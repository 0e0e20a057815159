import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { generate } from '@tokenscope/sla'
import { median } from '../report/median.ts'
import { modelNames, targetsOf } from './many-models.ts'
import { type EvaluationPlan, measureEvaluation } from './measure-evaluation.ts'

/** A hundred models at ten times the speed would be a thousand on this machine: the rules would wait for each other. */
const FULL: readonly EvaluationPlan[] = [
  { models: 1, speed: 10, seconds: 120 },
  { models: 10, speed: 10, seconds: 120 },
  { models: 100, speed: 2, seconds: 400 },
]
const QUICK: readonly EvaluationPlan[] = [{ models: 1, speed: 10, seconds: 20 }]

/** `bench sla [--quick]`: how long `generate` takes, and the real Prometheus with the rules. Takes about eleven minutes. */
export async function benchSla(args: readonly string[]): Promise<undefined> {
  const { values } = parseArgs({ args: [...args], options: { quick: { type: 'boolean', default: false } } })
  const times = values.quick ? 1 : 5
  console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}\n`)
  console.log('models   generate, CPU ms   rules   series   evaluation of all rules, ms   slowest group, ms')
  for (const plan of values.quick ? QUICK : FULL) {
    const generating = median(Array.from({ length: times }, () => generateMilliseconds(plan.models)))
    const { rules, series, milliseconds, slowestGroupMilliseconds } = await measureEvaluation(plan)
    const cells = [plan.models, generating.toFixed(0), rules, series, milliseconds.toFixed(1), slowestGroupMilliseconds.toFixed(1)]
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
