import type { MeterProvider } from '@opentelemetry/api'

/** What {@link startGpuMetrics} takes; everything has a default. */
export interface GpuMetricsOptions {
  /**
   * Default: the global one. `false` registers no instruments: for listeners only, or where the points go out by a metric producer
   * (`@tokenscope/gpu/metric-producer`), which is better wherever the metric readers are at hand.
   */
  readonly meterProvider?: MeterProvider | false
  /** Name or path of the tool. Default `nvidia-smi`. Never run through a shell. */
  readonly command?: string
  /** Arguments before ours, for a wrapper (`['exec', 'container', 'nvidia-smi']`). Default none. */
  readonly commandArgs?: readonly string[]
  /** Time between two samples, 100 to 60,000 ms. Default 1000. Independent of the export interval. */
  readonly intervalMs?: number
  /** GPU memory of processes: the `topN` largest of each GPU, the rest as one. Default `{ topN: 5, intervalMs: 30_000 }`; `false` turns it off. */
  readonly processes?: false | { readonly topN?: number; readonly intervalMs?: number }
  /** PCIe throughput and MIG devices (`nvidia-smi -q -x`, slow). Default `{ intervalMs: 60_000 }`; `false` turns it off. */
  readonly details?: false | { readonly intervalMs?: number }
  /** Multiprocessor, tensor core and memory activity of Hopper and later (`nvidia-smi dmon`). Default `false`: profilers use the same counters. */
  readonly gpm?: boolean | { readonly intervalMs?: number }
  /** Start the tool although every NVIDIA GPU of this host sleeps (Linux runtime power management). Default `false`. */
  readonly wakeSleepingGpu?: boolean
}

/** Options with all defaults; a slow path that is off is `undefined`. */
export interface ResolvedOptions {
  readonly command: string
  readonly commandArgs: readonly string[]
  readonly intervalMs: number
  readonly processes: { readonly topN: number; readonly intervalMs: number } | undefined
  readonly details: { readonly intervalMs: number } | undefined
  readonly gpm: { readonly intervalMs: number } | undefined
  readonly wakeSleepingGpu: boolean
}

/** Fills the defaults. Throws a `TypeError` that names the option, the value and what is allowed. */
export function resolveOptions(options: GpuMetricsOptions = {}): ResolvedOptions {
  const { processes = {}, details = {}, gpm = false, commandArgs = [] } = options
  const command = options.command ?? 'nvidia-smi'
  if (typeof command !== 'string' || command.trim() === '') fail('command', command, 'the name or path of nvidia-smi')
  if (!Array.isArray(commandArgs) || commandArgs.some((argument) => typeof argument !== 'string'))
    fail('commandArgs', commandArgs, 'a list of strings')
  return {
    command,
    commandArgs,
    intervalMs: inRange('intervalMs', options.intervalMs ?? 1_000, 100, 60_000),
    processes:
      processes === false
        ? undefined
        : {
            topN: inRange('processes.topN', processes.topN ?? 5, 0, 100),
            intervalMs: inRange('processes.intervalMs', processes.intervalMs ?? 30_000, 1_000, 3_600_000),
          },
    details: details === false ? undefined : { intervalMs: inRange('details.intervalMs', details.intervalMs ?? 60_000, 1_000, 3_600_000) },
    gpm:
      gpm === false
        ? undefined
        : { intervalMs: inRange('gpm.intervalMs', (gpm === true ? undefined : gpm.intervalMs) ?? 30_000, 5_000, 3_600_000) },
    wakeSleepingGpu: options.wakeSleepingGpu ?? false,
  }
}

function inRange(name: string, value: number, min: number, max: number): number {
  if (!Number.isInteger(value) || value < min || value > max) fail(name, value, `a whole number from ${min} to ${max}`)
  return value
}

function fail(name: string, value: unknown, allowed: string): never {
  throw new TypeError(`startGpuMetrics: option "${name}" is ${JSON.stringify(value) ?? String(value)}; it must be ${allowed}.`)
}
