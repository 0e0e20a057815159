import type { Contender } from '../contenders/contender.ts'
import type { Cost } from '../measures/cost.ts'
import type { HeapGrowth } from '../measures/heap.ts'
import type { Task } from '../measures/measure.ts'
import { installRival } from '../rivals/install-rival.ts'
import { rivalFolder } from '../rivals/rival-folder.ts'
import { ContenderProcess } from './contender-process.ts'
import { importTime } from './import-time.ts'
import type { Plan } from './plan.ts'
import { noSamples, type Samples } from './samples.ts'

type Piece = Exclude<Task, { readonly kind: 'heap' }>

/** Told what is being done, for people who wait. */
export type Progress = (text: string) => void

/**
 * Measures all contenders side by side. Every set of processes lives at once and only one of them works at a time; the order turns from
 * round to round. So whatever else the machine does falls on all alike, and the samples of one round can be compared.
 * @param execArgv further flags of Node for the contenders' processes
 */
export async function runRounds(
  contenders: readonly Contender[],
  plan: Plan,
  execArgv: readonly string[],
  progress: Progress,
): Promise<ReadonlyMap<string, Samples>> {
  const samples = new Map(contenders.map(({ id }) => [id, noSamples()]))
  for (const { id, rival } of contenders) {
    if (!rival) continue
    progress(`installing ${rival.title}`)
    samples.get(id)!.failure = await installRival(rival)
  }
  for (let generation = 0; generation < plan.generations; generation++) {
    const processes: ContenderProcess[] = []
    const during = async (id: string, work: () => Promise<unknown>): Promise<void> => {
      const own = samples.get(id)!
      if (own.failure === undefined) await work().catch((error: unknown) => (own.failure = (error as Error).message))
    }
    try {
      for (const { id } of contenders) await during(id, async () => processes.push(await ContenderProcess.start(id, execArgv)))
      for (let round = -plan.warmUpRounds; round < plan.rounds; round++) {
        progress(`processes ${generation + 1}/${plan.generations}, round ${Math.max(0, round + 1)}/${plan.rounds}`)
        for (const piece of piecesOf(plan)) {
          for (const one of turned(processes, round + plan.warmUpRounds)) {
            await during(one.id, () => play(one, piece, round < 0 ? noSamples() : samples.get(one.id)!))
          }
        }
      }
      progress(`processes ${generation + 1}/${plan.generations}, heap`)
      for (const one of processes) await during(one.id, () => measureHeap(one, plan, samples.get(one.id)!))
    } finally {
      for (const one of processes) one.stop()
    }
  }
  for (let i = 0; i < plan.imports; i++) {
    progress(`import ${i + 1}/${plan.imports}`)
    for (const contender of turned(contenders, i)) await measureImport(contender, execArgv, samples.get(contender.id)!)
  }
  return samples
}

async function measureImport({ module, rival }: Contender, execArgv: readonly string[], into: Samples): Promise<void> {
  if (module === undefined || into.failure !== undefined) return
  const folder = rival ? rivalFolder(rival) : import.meta.dirname
  await importTime(module, folder, execArgv).then(
    (ms) => into.importMs.push(ms),
    () => undefined,
  )
}

/** What all contenders do one right after another, so that their times lie close together. */
function piecesOf({ calls, streams }: Plan): readonly Piece[] {
  return [{ kind: 'calls', calls }, ...streams.map(({ chunks, count }) => ({ kind: 'streams', streams: count, chunks }) as const)]
}

async function play(one: ContenderProcess, piece: Piece, into: Samples): Promise<void> {
  const cost = (await one.run(piece)) as Cost
  if (piece.kind === 'calls') {
    into.calls.push(per(cost, piece.calls))
    return
  }
  const known = into.chunks.get(piece.chunks) ?? []
  into.chunks.set(piece.chunks, known)
  known.push(per(cost, piece.streams * piece.chunks))
}

async function measureHeap(one: ContenderProcess, plan: Plan, into: Samples): Promise<void> {
  for (let i = 0; i < plan.heapWarmUpStreams; i++) await one.run({ kind: 'heap', chunks: plan.heapChunks })
  for (let i = 0; i < plan.heapStreams; i++) into.heap.push((await one.run({ kind: 'heap', chunks: plan.heapChunks })) as HeapGrowth)
}

function per(cost: Cost, units: number): Cost {
  return { mainNs: cost.mainNs / units, cpuNs: cost.cpuNs / units, wallNs: cost.wallNs / units }
}

function turned<T>(list: readonly T[], by: number): T[] {
  const at = by % list.length
  return [...list.slice(at), ...list.slice(0, at)]
}
