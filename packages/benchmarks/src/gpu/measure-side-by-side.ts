import { median } from '../report/median.ts'
import { installRival } from '../rivals/install-rival.ts'
import { rivalFolder } from '../rivals/rival-folder.ts'
import { GPU_RIVALS } from './gpu-rivals.ts'
import { createInstantTool } from './instant-tool.ts'
import type { CostOverTime, Phases, SamplingCost } from './measure-cost.ts'
import type { RivalCost } from './rival-command.ts'
import { runMeasurement } from './run-measurement.ts'

/** A line of the report. */
export type Row = readonly [what: string, figure: string, remark: string]

interface Contender {
  readonly title: string
  /** What the report adds to its row. */
  remark(costs: readonly CostOverTime[]): string
  measure(phases: string): Promise<CostOverTime>
}

/**
 * What reading eight GPUs once a second costs a process: ours and its parts, and other packages that read the same tool. All sleep nearly all
 * the time, so all run side by side: what disturbs one disturbs the others. A rival that could not be installed has a row that says so.
 */
export async function measureSideBySide(
  command: string,
  rounds: number,
  phases: Phases,
  nodeOptions: readonly string[],
): Promise<readonly Row[]> {
  // Each rival asks for other fields, so each has a tool of its own.
  const tools = await Promise.all(GPU_RIVALS.map(({ answers }) => createInstantTool(command, answers)))
  try {
    const folders = tools.map(({ folder }) => folder)
    const { contenders, missing } = await prepare(command, folders, nodeOptions)
    const costs: CostOverTime[][] = contenders.map(() => [])
    for (let round = 0; round < rounds; round++) {
      const measured = contenders.map(({ measure }) => measure(JSON.stringify(phases)))
      for (const [index, cost] of (await Promise.all(measured)).entries()) costs[index]!.push(cost)
    }
    return [
      ['CPU of the process, % of a core: later, and soon after its start', '', ''],
      ...contenders.map(
        ({ title, remark }, i): Row => [`  ${title}`, `${late(costs[i]!, 'corePercent')}  ${early(costs[i]!)}`, remark(costs[i]!)],
      ),
      ['main thread, ms a sample of all 8 GPUs: CPU time, and time held up', '', ''],
      ...contenders.map(
        ({ title }, i): Row => [
          `  ${title}`,
          `${late(costs[i]!, 'mainThreadMs')}  ${late(costs[i]!, 'heldUpMs')}`,
          i === 0 ? 'below 2' : '',
        ],
      ),
      ...missing,
    ]
  } finally {
    await Promise.all(tools.map((tool) => tool.close()))
  }
}

async function prepare(
  command: string,
  toolFolders: readonly string[],
  nodeOptions: readonly string[],
): Promise<{ readonly contenders: readonly Contender[]; readonly missing: readonly Row[] }> {
  const own = (title: string, args: readonly string[], remark: string): Contender => ({
    title,
    remark: () => remark,
    measure: (phases) => runMeasurement<CostOverTime>('sampling', [phases, ...args], nodeOptions),
  })
  const contenders = [
    own('ours', [command], 'below 0.1'),
    own('  of that, sampling without processes and details', [command, 'alone'], ''),
    own('  of that, an empty process', [], ''),
  ]
  const missing: Row[] = []
  for (const [index, { id, title, install, env }] of GPU_RIVALS.entries()) {
    const reason = await installRival(install)
    if (reason !== undefined) missing.push([title, 'not measured', reason])
    else {
      const args = [id, rivalFolder(install)]
      const path = { ...env, PATH: `${toolFolders[index]}:${process.env.PATH}` }
      contenders.push({
        title,
        remark: (costs) => `${(costs as readonly RivalCost[])[0]!.gpus} GPUs seen, ${samplesOf(costs)} samples`,
        measure: (phases) => runMeasurement<RivalCost>('rival', [phases, ...args], [], path),
      })
    }
  }
  return { contenders, missing }
}

function late(costs: readonly CostOverTime[], key: keyof SamplingCost): string {
  return median(costs.map((cost) => cost.late[key])).toFixed(3)
}

function early(costs: readonly CostOverTime[]): string {
  return median(costs.map((cost) => cost.early.corePercent)).toFixed(3)
}

function samplesOf(costs: readonly CostOverTime[]): string {
  return median(costs.map(({ late }) => late.samples)).toFixed(0)
}
