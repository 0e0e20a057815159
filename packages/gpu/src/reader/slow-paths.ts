import type { ResolvedOptions } from '../options.ts'
import { COMPUTE_APPS_QUERY, parseComputeApps } from '../parse/compute-apps.ts'
import { parseDeviceDetails } from '../parse/device-details.ts'
import { GPM_ARGS, parseGpm } from '../parse/gpm.ts'
import { parseMigList } from '../parse/mig-list.ts'
import type { SampleStore } from '../sample-store.ts'
import { type ChildKeeper, MAX_ABANDONED } from './child-keeper.ts'
import { runOnce } from './run-once.ts'
import { repeatSlowly } from './slow-path.ts'
import type { Timings } from './timings.ts'

export interface SlowPathsOptions {
  readonly options: ResolvedOptions
  readonly timings: Timings
  readonly keeper: ChildKeeper
  readonly store: SampleStore
  readonly signal: AbortSignal
  /** GPUs that must be asked one by one (their indexes), or `undefined` when all can be asked at once. */
  readonly targets: () => readonly number[] | undefined
  /** `reason` begins with the path's name: `processes_timeout`. */
  readonly onFailure: (reason: string, message: string) => void
}

/** Starts the paths that are one-shot calls: processes, details with MIG devices, and GPM. They run side by side and end with `signal`. */
export async function runSlowPaths(paths: SlowPathsOptions): Promise<void> {
  const { options, timings, store, signal } = paths
  const running: Promise<void>[] = []
  const repeat = (intervalMs: number, run: () => Promise<void>): void => {
    running.push(repeatSlowly({ intervalMs, maxShare: timings.slowPathShare, run, signal }))
  }
  if (options.processes) repeat(options.processes.intervalMs, () => readProcesses(paths))
  if (options.details) repeat(options.details.intervalMs, () => readDetails(paths))
  if (options.gpm) {
    repeat(options.gpm.intervalMs, async () => {
      if (hasGpm(store)) await readGpm(paths)
    })
  }
  await Promise.all(running)
}

async function readProcesses(paths: SlowPathsOptions): Promise<void> {
  const outputs = await ask(paths, 'processes', [`--query-compute-apps=${COMPUTE_APPS_QUERY}`, '--format=csv,noheader,nounits'])
  if (outputs) paths.store.setProcesses(parseComputeApps(outputs.join('\n')), performance.now())
}

async function readDetails(paths: SlowPathsOptions): Promise<void> {
  const outputs = await ask(paths, 'details', ['-q', '-x'])
  if (!outputs) return
  const details = outputs.flatMap(parseDeviceDetails)
  const hasMig = details.some(({ migDevices }) => migDevices.length > 0)
  const lists = hasMig ? await ask(paths, 'details', ['-L']) : undefined
  paths.store.setDetails(details, (lists ?? []).flatMap(parseMigList), performance.now())
}

async function readGpm(paths: SlowPathsOptions): Promise<void> {
  const outputs = await ask(paths, 'gpm', GPM_ARGS)
  if (outputs) for (const output of outputs) paths.store.setGpm(parseGpm(output), performance.now())
}

/** The outputs of one call of all GPUs or of one call for each; `undefined` when none worked. */
async function ask(paths: SlowPathsOptions, name: string, args: readonly string[]): Promise<readonly string[] | undefined> {
  const { options, timings, keeper, signal } = paths
  const some = paths.targets()
  if (some === undefined && keeper.abandoned >= MAX_ABANDONED) return undefined
  const targets = some?.map((index) => ['-i', String(index)]) ?? [[]]
  const outputs: string[] = []
  for (const target of targets) {
    const result = await runOnce(keeper, options.command, [...options.commandArgs, ...args, ...target], {
      timeoutMs: timings.oneShotMs,
      signal,
    })
    if (!result.failure) outputs.push(result.stdout)
    else if (!signal.aborted) paths.onFailure(`${name}_${result.failure.reason}`, result.failure.message)
  }
  return outputs.length > 0 ? outputs : undefined
}

/** GPM came with Hopper, compute capability 9.0. */
function hasGpm(store: SampleStore): boolean {
  return store.devices().some(({ identity }) => Number.parseFloat(identity.computeCapability ?? '0') >= 9)
}
