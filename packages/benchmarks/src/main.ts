import { parseArgs } from 'node:util'
import { CONTENDERS } from './contenders/contenders.ts'
import { drawTable } from './report/draw-table.ts'
import { toRow } from './report/to-row.ts'
import { FULL_PLAN, QUICK_PLAN } from './rounds/plan.ts'
import { runRounds } from './rounds/run-rounds.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    source: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
})
const plan = values.quick ? QUICK_PLAN : FULL_PLAN
const only = values.only?.split(',')
const contenders = CONTENDERS.filter(({ id }) => id === 'bare' || !only || only.includes(id))
const samples = await runRounds(contenders, plan, values.source ? ['--conditions=dev'] : [], (text) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`)
})
if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K')
const bare = samples.get('bare')!
console.log(drawTable(contenders.map((contender) => toRow(contender, samples.get(contender.id)!, bare))))
