import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { type FakeGpu, fakeNvidiaSmi } from '@tokenscope/testing'
import { median } from '../report/median.ts'
import { installPackage } from './install-package.ts'
import { createInstantTool } from './instant-tool.ts'
import type { MemoryAt } from './memory-command.ts'
import { runMeasurement } from './run-measurement.ts'
import type { SamplingCost } from './sampling-command.ts'

const GPUS: readonly FakeGpu[] = Array.from({ length: 8 }, () => ({
  fields: { 'utilization.gpu': [10, 50, 90], 'power.draw.average': [100, 400, 690], 'memory.used': [1_000, 70_000] },
}))
const PROCESSES = GPUS.map((_, gpu) => ({ gpu, pid: 1_000 + gpu, name: 'VLLM::EngineCore', memory: 70_000 }))
const FULL = { rounds: 3, seconds: 60, samples: 1_000_000, calls: 15 }
const QUICK = { rounds: 1, seconds: 5, samples: 10_000, calls: 2 }
const SYSTEM_INFORMATION = ['systeminformation', '5'] as const

type Plan = typeof FULL
type Row = readonly [what: string, figure: string, target: string]

/** `bench gpu [--quick] [--source]`: what sampling eight GPUs once a second costs our process. Takes about five minutes. */
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
      ...(await measureSampling(fake.command, plan, nodeOptions)),
      ...(await measureMemory(fake.command, plan, nodeOptions)),
      ...(await measureSystemInformation(fake.command, plan)),
    ]
    console.log(`8 GPUs, one sample a second, fake nvidia-smi. Medians of ${plan.rounds} × ${plan.seconds} s.`)
    console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}\n`)
    for (const [what, figure, target] of rows) console.log(`${what.padEnd(62)} ${figure.padStart(12)}   ${target}`)
  } finally {
    await fake.close()
  }
  return undefined
}

async function measureSampling(command: string, { rounds, seconds }: Plan, nodeOptions: readonly string[]): Promise<Row[]> {
  const kinds = [[command], [command, 'alone'], []]
  const costs: SamplingCost[][] = kinds.map(() => [])
  for (let round = 0; round < rounds; round++) {
    // Side by side: all of them sleep nearly all the time, and what disturbs one disturbs the others.
    const measured = kinds.map((kind) => runMeasurement<SamplingCost>('sampling', [String(seconds), ...kind], nodeOptions))
    for (const [index, cost] of (await Promise.all(measured)).entries()) costs[index]!.push(cost)
  }
  const figure = (kind: number, key: keyof SamplingCost, digits: number): string =>
    median(costs[kind]!.map((cost) => cost[key])).toFixed(digits)
  return [
    ['our process, its children apart, % of a core', figure(0, 'corePercent', 3), 'below 0.1'],
    ['  of that, sampling without processes and details', figure(1, 'corePercent', 3), ''],
    ['the same process without GPU metrics, % of a core', figure(2, 'corePercent', 3), ''],
    ['main thread, ms a sample of all 8 GPUs', figure(0, 'mainThreadMs', 2), 'below 2'],
    ['  of that, sampling without processes and details', figure(1, 'mainThreadMs', 2), ''],
  ]
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

async function measureSystemInformation(command: string, { calls }: Plan): Promise<Row[]> {
  const what = 'systeminformation.graphics(), main thread, ms a call'
  const installed = await installPackage(...SYSTEM_INFORMATION)
  if ('reason' in installed) return [[what, 'not measured', `could not be installed: ${installed.reason}`]]
  const tool = await createInstantTool(command)
  try {
    type Result = { readonly mainThreadMs: readonly number[]; readonly controllers: number }
    const path = `${tool.folder}:${process.env.PATH}`
    const { mainThreadMs, controllers } = await runMeasurement<Result>('system-information', [installed.folder, String(calls)], [], path)
    return [[what, median(mainThreadMs).toFixed(2), `${controllers} GPUs seen; its tool answers at once, a real one takes longer`]]
  } finally {
    await tool.close()
  }
}
