/**
 * `rival-command.ts <phases> <id> <folder>`: lets another package, installed in the folder, read the GPUs once a second, and prints what that
 * cost this process.
 */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { GPU_RIVALS } from './gpu-rivals.ts'
import { type CostOverTime, measureCostOverTime } from './measure-cost.ts'

export interface RivalCost extends CostOverTime {
  /** GPUs in the last reading. */
  readonly gpus: number
}

const [phases, id, folder] = process.argv.slice(2)
const readings = GPU_RIVALS.find((rival) => rival.id === id)!.start(createRequire(join(folder!, 'package.json')))
const costs = await measureCostOverTime(phases!, () => readings.count)
console.log(JSON.stringify({ ...costs, gpus: readings.gpus } satisfies RivalCost))
process.exit()
