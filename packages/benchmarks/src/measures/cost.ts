/** What some work took. */
export interface Cost {
  /** CPU time of the main thread, in nanoseconds. */
  readonly mainNs: number
  /** CPU time of all threads, garbage collection and compilation included. */
  readonly cpuNs: number
  readonly wallNs: number
}

/** Node before 23.9 knows only the whole process. */
const mainCpuUsage = process.threadCpuUsage?.bind(process) ?? process.cpuUsage.bind(process)

/**
 * Runs `work` and says what it took. Only young garbage is collected before it, so that the work before does not burden this one: a whole
 * collection would throw away compiled code with the dead objects.
 */
export async function costOf(work: () => Promise<void>): Promise<Cost> {
  globalThis.gc?.({ type: 'minor', execution: 'sync' })
  const wallBefore = process.hrtime.bigint()
  const cpuBefore = process.cpuUsage()
  const mainBefore = mainCpuUsage()
  await work()
  const main = mainCpuUsage(mainBefore)
  const cpu = process.cpuUsage(cpuBefore)
  return {
    mainNs: (main.user + main.system) * 1000,
    cpuNs: (cpu.user + cpu.system) * 1000,
    wallNs: Number(process.hrtime.bigint() - wallBefore),
  }
}
