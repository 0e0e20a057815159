import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { GeneratedFile } from '@tokenscope/sla'
import { binaryPath, startStack } from '@tokenscope/stack'
import { type DaySeries, SAMPLE_SECONDS } from './made-up-day.ts'
import { recordingLayers } from './recording-layers.ts'

const DAY_SECONDS = 86_400
/** The same for all layers: when a group is evaluated depends on the names of its file and its own, and its rules must be at one time. */
const LAYER_FILE = 'layer.yml'

/** A Prometheus with a day in its database, and all that the rules record of it. */
export interface ReplayedDay {
  readonly url: string
  /** Midnight, seconds since 1970. */
  readonly start: number
  shutdown(): Promise<void>
}

/** Fills blocks with the series of yesterday, then layer by layer with what the rules record, at the intervals of their groups. */
export async function replay(series: readonly DaySeries[], files: readonly GeneratedFile[]): Promise<ReplayedDay> {
  const folder = await mkdtemp(join(tmpdir(), 'tokenscope-replay-'))
  const database = join(folder, 'prometheus')
  const start = (Math.floor(Date.now() / 1000 / DAY_SECONDS) - 1) * DAY_SECONDS
  try {
    await mkdir(database)
    await writeFile(join(folder, 'day.txt'), openMetrics(series, start))
    await promtool(folder, 'openmetrics', '--max-block-duration=24h', join(folder, 'day.txt'), database)
    const stack = await startStack({ components: ['prometheus'], ports: 'any', dataFolder: folder })
    const shutdown = async (): Promise<void> => {
      await stack.shutdown()
      await rm(folder, { recursive: true, force: true })
    }
    try {
      const prometheus = stack.component('prometheus')
      for (const layer of recordingLayers(files)) {
        await writeFile(join(folder, LAYER_FILE), layer)
        const times = [`--start=${start}`, `--end=${start + DAY_SECONDS}`]
        await promtool(folder, 'rules', `--url=${stack.urls.prometheus}`, ...times, `--output-dir=${database}`, LAYER_FILE)
        // Blocks are read at the start.
        await prometheus.kill()
        await prometheus.start()
      }
      return { url: stack.urls.prometheus, start, shutdown }
    } catch (error) {
      await stack.shutdown()
      throw error
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function promtool(cwd: string, from: 'openmetrics' | 'rules', ...args: readonly string[]): Promise<void> {
  const run = promisify(execFile)
  await run(await binaryPath('promtool'), ['tsdb', 'create-blocks-from', from, '--quiet', ...args], { cwd, maxBuffer: 64 << 20 })
}

/** Each family once, all of its series behind one another. */
function openMetrics(series: readonly DaySeries[], start: number): string {
  const families = Map.groupBy(series, ({ name }) => name)
  const text = [...families].flatMap(([name, members]) => [`# TYPE ${name} unknown`, ...members.flatMap((each) => lines(each, start))])
  return `${text.join('\n')}\n# EOF\n`
}

function lines({ name, labels, values }: DaySeries, start: number): string[] {
  const of = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`)
  return values.map((value, sample) => `${name}{${of.join(',')}} ${value} ${start + sample * SAMPLE_SECONDS}`)
}
