import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createOtlpSender, type OtlpSender } from '@tokenscope/testing'
import { CALL_TEMPLATE } from './call-template.ts'
import { type LensProcess, startLensProcess } from './lens-process.ts'

const TARGET_SPANS_PER_SECOND = 5_000
const SPANS_OF_A_TRACE = CALL_TEMPLATE.spans.length
const SWEEP_MS = 3_000
const MEBIBYTE = 1024 * 1024
const FULL = { warmUp: 20_000, flood: 100_000, steadySeconds: 20, fill: 200_000, asked: 40 }
const QUICK = { warmUp: 500, flood: 2_000, steadySeconds: 2, fill: 2_000, asked: 5 }

type Plan = typeof FULL
type Row = readonly [what: string, figure: string, target: string]

/** `bench lens [--quick] [--source]`: what a lens takes in on one core, what it holds at its bound, how fast it answers. Takes about three minutes. */
export async function benchLens(args: readonly string[]): Promise<undefined> {
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean', default: false }, source: { type: 'boolean', default: false } },
  })
  const plan = values.quick ? QUICK : FULL
  const nodeOptions = values.source ? ['--conditions=dev'] : []
  const folder = await mkdtemp(join(tmpdir(), 'bench-lens-'))
  try {
    const rows = [
      ...(await measure(plan, nodeOptions, 'in memory')),
      ...(await measure(plan, nodeOptions, 'with a file', join(folder, 'lens.db'))),
    ]
    console.log(
      `Half of the spans are calls of 20 attributes and 40 events. Node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}\n`,
    )
    for (const [what, figure, target] of rows) console.log(`${what.padEnd(64)} ${figure.padStart(12)}   ${target}`)
  } finally {
    await rm(folder, { recursive: true })
  }
  return undefined
}

async function measure(plan: Plan, nodeOptions: readonly string[], where: string, database?: string): Promise<Row[]> {
  const lens = await startLensProcess(nodeOptions, database)
  const sender = createOtlpSender({
    url: lens.url,
    templates: [CALL_TEMPLATE],
    batchSize: 250,
    concurrency: 16,
    resource: { 'service.name': 'bench' },
  })
  try {
    await send(sender, plan.warmUp)
    const before = await lens.usage()
    await send(sender, plan.flood)
    const after = await lens.usage()
    const perCore = plan.flood / (after.cpuSeconds - before.cpuSeconds)
    const steady = await sender.sendSteadily({ mix: { call: 1 }, spansPerSecond: TARGET_SPANS_PER_SECOND, seconds: plan.steadySeconds })
    const share = ((await lens.usage()).cpuSeconds - after.cpuSeconds) / steady.elapsedSeconds
    const rows: Row[] = [
      [`spans per second of processor time, ${where}`, perCore.toFixed(0), `${TARGET_SPANS_PER_SECOND} or more`],
      [`share of a core at ${TARGET_SPANS_PER_SECOND} spans/s, ${where}`, `${(share * 100).toFixed(0)} %`, 'below 100 %'],
      [`spans that came too late at that rate, ${where}`, String(steady.behind + steady.spans.refused + steady.spans.failed), '0'],
    ]
    return database === undefined ? [...rows, ...(await measureFull(lens, sender, plan))] : rows
  } finally {
    sender.close()
    await lens[Symbol.asyncDispose]()
  }
}

async function measureFull(lens: LensProcess, sender: OtlpSender, plan: Plan): Promise<Row[]> {
  await send(sender, plan.fill)
  // Buffers are swept a little after they were found to be garbage.
  await lens.usage()
  await delay(SWEEP_MS)
  const { rss, heapUsed, external, bytes, calls, droppedSpans } = await lens.usage()
  const mebibytes = (size: number): string => `${(size / MEBIBYTE).toFixed(0)} MiB`
  const bound = droppedSpans > 0 ? 'at the bound' : 'below the bound'
  return [
    [`what ${calls} calls and their parents take, as the lens estimates`, mebibytes(bytes), bound],
    ['the same as V8 counts it: heap and buffers', mebibytes(heapUsed + external), 'near the estimate'],
    ['memory of the whole process', mebibytes(rss), ''],
    ['the list of calls, median', await askMany(`${lens.url}/api/calls?limit=100`, plan.asked), ''],
    ['the list of calls, filtered and searched, median', await askMany(`${lens.url}/api/calls?limit=100&q=qwen&slow=1`, plan.asked), ''],
    ['the overview of an hour, median', await askMany(`${lens.url}/api/overview?minutes=60`, plan.asked), ''],
  ]
}

async function send(sender: OtlpSender, spans: number): Promise<void> {
  const { spans: counts, problems } = await sender.send({ call: spans / SPANS_OF_A_TRACE })
  if (counts.accepted !== counts.sent) throw new Error(`${counts.sent - counts.accepted} spans were not taken: ${problems.join(', ')}`)
}

async function askMany(url: string, times: number): Promise<string> {
  const took: number[] = []
  for (let index = 0; index < times; index++) {
    const from = performance.now()
    await (await fetch(url)).arrayBuffer()
    took.push(performance.now() - from)
  }
  return `${took.toSorted((a, b) => a - b)[Math.floor(times / 2)]!.toFixed(1)} ms`
}
