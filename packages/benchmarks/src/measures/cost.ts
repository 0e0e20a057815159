/** What some work took. */
export interface Cost {
  /** CPU time of the main thread, in nanoseconds. */
  readonly mainNs: number
  /** CPU time of all threads, garbage collection and compilation included. */
  readonly cpuNs: number
  readonly wallNs: number
}

interface Reading {
  readonly wall: bigint
  readonly cpu: NodeJS.CpuUsage
  readonly main: NodeJS.CpuUsage
}

/** Node before 23.9 knows only the whole process. */
const mainCpuUsage: () => NodeJS.CpuUsage = process.threadCpuUsage?.bind(process) ?? process.cpuUsage.bind(process)
const NOBODY_WAKES = new Int32Array(new SharedArrayBuffer(4))

/**
 * Runs `work` and says what it took. Only young garbage is collected before it, so that the work before does not burden this one: a whole
 * collection would throw away compiled code with the dead objects.
 */
export async function costOf(work: () => Promise<void>): Promise<Cost> {
  globalThis.gc?.({ type: 'minor', execution: 'sync' })
  const before = read()
  await work()
  const after = read()
  return {
    mainNs: total(after.main) - total(before.main),
    cpuNs: total(after.cpu) - total(before.cpu),
    wallNs: Number(after.wall - before.wall),
  }
}

/** Linux brings a thread's CPU time up to date when the thread sleeps, and otherwise only at a tick, every 1 to 10 ms: so it sleeps a moment. */
function read(): Reading {
  Atomics.wait(NOBODY_WAKES, 0, 0, 0.1)
  return { main: mainCpuUsage(), cpu: process.cpuUsage(), wall: process.hrtime.bigint() }
}

function total({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) * 1000
}
