import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { binaryPath, type RunningStack, startStack } from '@tokenscope/stack'
import { type Traffic, trafficLines } from './traffic-lines.ts'

export interface BackFilled {
  readonly url: string
  /** When the data ends, seconds since 1970. */
  readonly now: number
  readonly stack: RunningStack
  shutdown(): Promise<void>
}

/** The real Prometheus with the history of some models in its database, from blocks that promtool wrote. */
export async function startBackFilled(traffic: readonly Traffic[]): Promise<BackFilled> {
  const folder = await mkdtemp(join(tmpdir(), 'tokenscope-back-filled-'))
  // A whole number of slices: which of them a failure falls into must not depend on the time of day.
  const now = Math.floor(Date.now() / 600_000) * 600
  try {
    await mkdir(join(folder, 'prometheus'), { recursive: true })
    if (traffic.length > 0) await backFill(folder, openMetrics(traffic, now))
    const stack = await startStack({ components: ['prometheus'], ports: 'any', dataFolder: folder })
    const shutdown = async (): Promise<void> => {
      await stack.shutdown()
      await rm(folder, { recursive: true, force: true })
    }
    return { url: stack.urls.prometheus, now, stack, shutdown }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function backFill(folder: string, history: string): Promise<void> {
  const [file, database] = [join(folder, 'history.txt'), join(folder, 'prometheus')]
  await writeFile(file, history)
  const options = ['--quiet', '--max-block-duration=24h']
  await promisify(execFile)(await binaryPath('promtool'), ['tsdb', 'create-blocks-from', 'openmetrics', ...options, file, database])
}

/** Each family once, all of its series behind one another. */
function openMetrics(traffic: readonly Traffic[], now: number): string {
  const families = new Map<string, string[]>()
  for (const each of traffic) {
    for (const [family, lines] of trafficLines(each, now)) families.set(family, [...(families.get(family) ?? []), ...lines])
  }
  return `${[...families].flatMap(([family, lines]) => [`# TYPE ${family} unknown`, ...lines]).join('\n')}\n# EOF\n`
}
