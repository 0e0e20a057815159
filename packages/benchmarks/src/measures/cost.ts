/** What some work took. */
export interface Cost {
  /** CPU time of the main thread, in nanoseconds. */
  readonly mainNs: number
  /** CPU time of all threads, garbage collection and compilation included. */
  readonly cpuNs: number
  readonly wallNs: number
}

/** Runs `work` and says what it took. No collection is forced before it: that would throw away compiled code with the dead objects. */
export async function costOf(work: () => Promise<void>): Promise<Cost> {
  const wallBefore = process.hrtime.bigint()
  const cpuBefore = process.cpuUsage()
  const mainBefore = process.threadCpuUsage()
  await work()
  const main = process.threadCpuUsage(mainBefore)
  const cpu = process.cpuUsage(cpuBefore)
  return {
    mainNs: (main.user + main.system) * 1000,
    cpuNs: (cpu.user + cpu.system) * 1000,
    wallNs: Number(process.hrtime.bigint() - wallBefore),
  }
}
