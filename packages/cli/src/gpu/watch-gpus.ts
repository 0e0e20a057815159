import { setTimeout as sleep } from 'node:timers/promises'
import { formatGpuTable, type GpuHistory, type GpuMetrics } from '@tokenscope/gpu'
import type { CommandContext } from '../command.ts'
import { untilQuit } from '../terminal/until-quit.ts'

const REDRAW_MS = 1_000
/** As many as the bars have room for. */
const KEPT_SAMPLES = 20
const CLEAR = '\u001B[H\u001B[J'

/** Shows the GPUs anew every second, on a terminal in place, until Ctrl-C or q. */
export async function watchGpus(metrics: GpuMetrics, { print, terminal, stdin, signal }: CommandContext): Promise<void> {
  const histories = new Map<string, { utilization: (number | undefined)[]; powerWatts: (number | undefined)[] }>()
  metrics.onSample(({ gpuId, utilization, powerWatts }) => {
    const history = histories.get(gpuId) ?? { utilization: [], powerWatts: [] }
    histories.set(gpuId, history)
    history.utilization = [...history.utilization, utilization].slice(-KEPT_SAMPLES)
    history.powerWatts = [...history.powerWatts, powerWatts].slice(-KEPT_SAMPLES)
  })
  const quit = untilQuit(stdin, signal)
  try {
    while (!quit.signal.aborted) {
      const table = formatGpuTable(metrics.describe(), { history: histories satisfies ReadonlyMap<string, GpuHistory>, details: false })
      print(`${terminal.colour ? CLEAR : ''}${table}\n`)
      await sleep(REDRAW_MS, undefined, { signal: quit.signal }).catch(() => undefined)
    }
  } finally {
    quit.release()
  }
}
