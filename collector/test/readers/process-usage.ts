import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

const MIB = 1024 * 1024
const KIB = 1024
/** Clock ticks of /proc per second, on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100

/** What a process used while it was watched. */
export interface ProcessUsage {
  readonly cpuSeconds: number
  readonly peakMemoryMib: number
}

/** Watches a process from now on; the answer comes when `until` is over. Linux only. */
export async function watchProcess(pid: number, until: Promise<unknown>): Promise<ProcessUsage> {
  const before = await cpuSeconds(pid)
  let peakMemoryMib = 0
  let isOver = false
  const ends = until.finally(() => {
    isOver = true
  })
  while (!isOver) {
    peakMemoryMib = Math.max(peakMemoryMib, await memoryMib(pid))
    await Promise.race([ends, delay(250)])
  }
  return { cpuSeconds: (await cpuSeconds(pid)) - before, peakMemoryMib }
}

/** Resident memory. */
export async function memoryMib(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * KIB) / MIB
}

async function cpuSeconds(pid: number): Promise<number> {
  const [, fields = ''] = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')
  const [user, system] = fields.split(' ').slice(11, 13).map(Number)
  return ((user ?? 0) + (system ?? 0)) / TICKS_PER_SECOND
}
