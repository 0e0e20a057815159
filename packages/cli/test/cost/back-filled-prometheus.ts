import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { binaryPath, startStack } from '@tokenscope/stack'

/** A series that grows, or stays, alike in every minute. */
export interface Steady {
  /** `name{labels}` as Prometheus keeps it. */
  readonly series: string
  /** Of a counter, what is added in a minute; of a gauge, its value. */
  readonly perMinute?: number
  readonly value?: number
}

const STEP_MINUTES = 2

/** The real Prometheus with so many hours of history that ends now. */
export async function startBackFilled(hours: number, all: readonly Steady[]): Promise<{ url: string; shutdown(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'tokenscope-cost-'))
  try {
    const now = Math.floor(Date.now() / 60_000) * 60
    const families = Map.groupBy(all, ({ series }) => series.split('{')[0] ?? '')
    const lines = [...families].flatMap(([family, members]) => [
      `# TYPE ${family} unknown`,
      ...members.flatMap((member) => history(member, now, hours * 60)),
    ])
    await mkdir(join(folder, 'prometheus'), { recursive: true })
    await writeFile(join(folder, 'history.txt'), `${lines.join('\n')}\n# EOF\n`)
    const args = ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', join(folder, 'history.txt'), join(folder, 'prometheus')]
    await promisify(execFile)(await binaryPath('promtool'), args)
    const stack = await startStack({ components: ['prometheus'], ports: 'any', dataFolder: folder })
    return {
      url: stack.urls.prometheus,
      async shutdown() {
        await stack.shutdown()
        await rm(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

function history({ series, perMinute, value }: Steady, now: number, minutes: number): string[] {
  const steps = minutes / STEP_MINUTES
  return Array.from({ length: steps + 1 }, (_, step) => {
    const time = now - (steps - step) * STEP_MINUTES * 60
    return `${series} ${value ?? (perMinute ?? 0) * step * STEP_MINUTES} ${time}`
  })
}
