import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { drawLoadTable, type LoadRow } from './draw-load-table.ts'
import { aiperf } from './generators/aiperf.ts'
import { autocannon } from './generators/autocannon.ts'
import type { Generator } from './generators/generator.ts'
import { tokenscopeLoad } from './generators/tokenscope-load.ts'
import type { ServerStats } from './stream-server-command.ts'

/** Streams at a time, chunks a second of each, chunks of an answer. */
const CASES = [
  { streams: 64, rate: 32, chunks: 32 },
  { streams: 64, rate: 2000, chunks: 2000 },
] as const

const FULL = { rounds: 3, seconds: 8 }
const QUICK = { rounds: 1, seconds: 3 }

/** `bench load [--quick] [--source]`: what the generator adds to the times of a server that measures itself. Takes about five minutes. */
export async function benchLoad(args: readonly string[]): Promise<undefined> {
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean', default: false }, source: { type: 'boolean', default: false } },
  })
  const { rounds, seconds } = values.quick ? QUICK : FULL
  const generators = [tokenscopeLoad(values.source), autocannon, aiperf]
  const unavailable = new Map<string, string>()
  for (const { id, install } of generators) {
    const reason = await install()
    if (reason !== undefined) unavailable.set(id, reason)
  }
  const rows: LoadRow[] = []
  for (const { streams, rate, chunks } of CASES) {
    const measured = new Map<string, LoadRow['rounds'][number][]>()
    for (let round = 0; round < rounds; round++) {
      for (const generator of generators.filter(({ id }) => !unavailable.has(id))) {
        const list = measured.get(generator.id) ?? []
        measured.set(generator.id, list)
        list.push(await measure(generator, { streams, rate, chunks, seconds }))
      }
    }
    for (const { id, title } of generators)
      rows.push({ title, streams, rate, rounds: measured.get(id) ?? [], unavailable: unavailable.get(id) })
  }
  console.log(`A server that measures itself; each generator in a process of its own. Medians of ${rounds} rounds of ${seconds} s.`)
  console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}, ${cpus().length} cores\n`)
  console.log(drawLoadTable(rows))
  return undefined
}

interface Run {
  readonly streams: number
  readonly rate: number
  readonly chunks: number
  readonly seconds: number
}

/** One run of one generator against a server of its own. */
async function measure(generator: Generator, { streams, rate, chunks, seconds }: Run): Promise<LoadRow['rounds'][number]> {
  const server = spawn(process.execPath, [join(import.meta.dirname, 'stream-server-command.ts'), String(rate), String(chunks)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [url] = (await once(createInterface({ input: server.stdout }), 'line')) as [string]
    const seen = await generator.run({ url, streams, seconds })
    const { firstChunkMs, answerMs } = (await (await fetch(`${url}/stats`)).json()) as ServerStats
    return {
      answersPerSecond: seen.answersPerSecond,
      addedFirstTokenMs: seen.firstTokenP99Ms === undefined ? undefined : seen.firstTokenP99Ms - percentile99(firstChunkMs),
      addedAnswerMs: seen.answerP99Ms - percentile99(answerMs),
      cpuSeconds: seen.cpuSeconds,
    }
  } finally {
    server.kill()
  }
}

function percentile99(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(0.99 * values.length) - 1)] ?? Number.NaN
}
