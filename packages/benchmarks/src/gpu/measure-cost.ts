import { setTimeout as delay } from 'node:timers/promises'

/** What reading GPUs cost a process. */
export interface SamplingCost {
  /** CPU time of all threads of the process, garbage collection and compiler included, its children apart, as a share of one core. */
  readonly corePercent: number
  /** CPU time of the main thread for each sample of all GPUs, milliseconds; of the process before Node 23.9. */
  readonly mainThreadMs: number
  /** Time in which the event loop was held up for each sample, milliseconds: waiting for a child or for a core is in it. */
  readonly heldUpMs: number
  readonly samples: number
}

/** The same process soon after its start, while the engine still compiles what runs once a second, and later. */
export interface CostOverTime {
  readonly early: SamplingCost
  readonly late: SamplingCost
}

/** Seconds: before the first measurement, of each, and between the two. */
export interface Phases {
  readonly warmUp: number
  readonly measure: number
  readonly between: number
}

/** Measures this process. `phases` is a {@link Phases} as JSON; `count` is how many samples there are so far. */
export async function measureCostOverTime(phases: string, count: () => number): Promise<CostOverTime> {
  const { warmUp, measure, between } = JSON.parse(phases) as Phases
  await delay(warmUp * 1_000)
  const early = await measureCost(measure, count)
  await delay(between * 1_000)
  return { early, late: await measureCost(measure, count) }
}

async function measureCost(seconds: number, count: () => number): Promise<SamplingCost> {
  const threadCpu = process.threadCpuUsage?.bind(process) ?? process.cpuUsage.bind(process)
  const [samplesBefore, cpuBefore, loopBefore, startMs] = [
    count(),
    process.cpuUsage(),
    performance.eventLoopUtilization(),
    performance.now(),
  ]
  const threadBefore = threadCpu()
  await delay(seconds * 1_000)
  const { user, system } = process.cpuUsage(cpuBefore)
  const thread = threadCpu(threadBefore)
  const busy = performance.eventLoopUtilization(loopBefore)
  const samples = count() - samplesBefore
  // The empty process has none: its figures are for a second.
  const divisor = samples || seconds
  return {
    corePercent: (user + system) / 10 / (performance.now() - startMs),
    mainThreadMs: (thread.user + thread.system) / 1_000 / divisor,
    heldUpMs: busy.active / divisor,
    samples,
  }
}
