import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { type FakeGpu, fakeNvidiaSmi } from '@tokenscope/testing'
import { measureSideBySide, type Row } from './measure-side-by-side.ts'
import type { MemoryAt } from './memory-command.ts'
import { runMeasurement } from './run-measurement.ts'

const GPUS: readonly FakeGpu[] = Array.from({ length: 8 }, () => ({
  fields: { 'utilization.gpu': [10, 50, 90], 'power.draw.average': [100, 400, 690], 'memory.used': [1_000, 70_000] },
}))
const PROCESSES = GPUS.map((_, gpu) => ({ gpu, pid: 1_000 + gpu, name: 'VLLM::EngineCore', memory: 70_000 }))
const FULL = { rounds: 3, phases: { warmUp: 10, measure: 60, between: 40 }, samples: 1_000_000 }
const QUICK = { rounds: 1, phases: { warmUp: 2, measure: 3, between: 0 }, samples: 10_000 }

type Plan = typeof FULL

/** `bench gpu [--quick] [--source]`: what sampling eight GPUs once a second costs a process. Takes about ten minutes. */
export async function benchGpu(args: readonly string[]): Promise<undefined> {
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean', default: false }, source: { type: 'boolean', default: false } },
  })
  const plan = values.quick ? QUICK : FULL
  const nodeOptions = values.source ? ['--conditions=dev'] : []
  const fake = await fakeNvidiaSmi({ driverVersion: '590.48.01', gpus: GPUS, processes: PROCESSES })
  try {
    const rows = [
      ...(await measureSideBySide(fake.command, plan.rounds, plan.phases, nodeOptions)),
      ...(await measureMemory(fake.command, plan, nodeOptions)),
    ]
    const { warmUp, measure, between } = plan.phases
    const late = warmUp + measure + between
    console.log(`8 GPUs, one sample a second, fake nvidia-smi; rivals get one that answers at once. Medians of ${plan.rounds} rounds:`)
    console.log(`second ${late} to ${late + measure} of the process, and second ${warmUp} to ${warmUp + measure}.`)
    console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}\n`)
    for (const [what, figure, target] of rows) console.log(`${what.padEnd(72)} ${figure.padStart(14)}   ${target}`)
  } finally {
    await fake.close()
  }
  return undefined
}

async function measureMemory(command: string, { samples }: Plan, nodeOptions: readonly string[]): Promise<Row[]> {
  type Result = { readonly marks: readonly MemoryAt[]; readonly microsecondsPerSample: number }
  const { marks, microsecondsPerSample } = await runMeasurement<Result>('memory', [command, String(samples)], nodeOptions)
  const [first, last] = [marks[0]!, marks.at(-1)!]
  const heaps = marks.map(({ heapBytes }) => heapBytes)
  const between = `heap, largest less smallest, from ${first.samples} to ${last.samples} samples, KiB`
  return [
    [`heap, ${last.samples} samples less ${first.samples}, KiB`, ((last.heapBytes - first.heapBytes) / 1_024).toFixed(0), 'flat'],
    [between, ((Math.max(...heaps) - Math.min(...heaps)) / 1_024).toFixed(0), 'flat'],
    ['a row through pipe, parser, store and listener, µs', microsecondsPerSample.toFixed(1), ''],
  ]
}
