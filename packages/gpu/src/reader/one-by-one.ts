import { setTimeout as delay } from 'node:timers/promises'
import { deviceErrorBusId } from '../parse/failure.ts'
import type { QueryField } from '../query-field.ts'
import { BackOff } from './back-off.ts'
import { type ChildKeeper, MAX_ABANDONED } from './child-keeper.ts'
import type { ReaderSink } from './reader-sink.ts'
import { type LoopEnd, runLoop } from './run-loop.ts'
import { runOnce } from './run-once.ts'
import type { Timings } from './timings.ts'

export interface OneByOneOptions {
  readonly keeper: ChildKeeper
  readonly command: string
  /** Without `-i`. */
  readonly loopArgs: readonly string[]
  readonly onceArgs: readonly string[]
  readonly fields: readonly QueryField[]
  /** How many GPUs the driver counted, if it ever said so: they are then all started at once. */
  readonly count: number | undefined
  readonly timings: Timings
  readonly sink: ReaderSink
  readonly signal: AbortSignal
}

/** No host has more GPUs than this. */
const MAX_GPUS = 128
/** It is not one GPU that fails: the host's driver is gone. */
const HOST_REASONS: ReadonlySet<string> = new Set(['no_tool', 'no_library', 'no_driver', 'version_mismatch', 'nvml_init', 'no_permission'])

/**
 * Reads each GPU by a child of its own (`-i <index>`), because one bad GPU makes a query of all of them fail. Resolves when a query of all works
 * again, which is tried every `recheckMs`, when the driver is gone, or on abort.
 */
export async function readOneByOne(options: OneByOneOptions): Promise<void> {
  const { keeper, command, onceArgs, timings, signal } = options
  const ended = new AbortController()
  const stop = (): void => ended.abort({ reason: 'aborted', message: 'shut down' })
  signal.addEventListener('abort', stop, { once: true })
  const readers = startAll(options, ended.signal, stop)
  while (!ended.signal.aborted) {
    await delay(timings.recheckMs, undefined, { ref: false, signal: ended.signal }).catch(() => undefined)
    if (ended.signal.aborted) break
    if (keeper.abandoned >= MAX_ABANDONED) continue
    const whole = await runOnce(keeper, command, onceArgs, { timeoutMs: timings.oneShotMs, signal: ended.signal })
    if (!whole.failure) stop()
  }
  signal.removeEventListener('abort', stop)
  await readers
}

/** Index after index, until the driver says that there is none, or a row tells how many there are. */
async function startAll(options: OneByOneOptions, signal: AbortSignal, onHostFailure: () => void): Promise<void> {
  const running: Promise<void>[] = []
  let count = options.count ?? MAX_GPUS
  for (let index = 0; index < count && !signal.aborted; index++) {
    const first = Promise.withResolvers<void>()
    running.push(
      readOne(options, index, signal, (end, counted) => {
        if (counted !== undefined) count = Math.min(count, counted)
        if (end && HOST_REASONS.has(end.reason)) onHostFailure()
        if (end?.reason === 'no_devices') count = Math.min(count, index)
        first.resolve()
      }),
    )
    if (options.count === undefined) await first.promise
  }
  await Promise.all(running)
}

/** `onFirst` is told of the first row (with the count of GPUs in it) and of every end. */
async function readOne(
  options: OneByOneOptions,
  index: number,
  signal: AbortSignal,
  onFirst: (end: LoopEnd | undefined, count: number | undefined) => void,
): Promise<void> {
  const { keeper, command, loopArgs, fields, timings, sink } = options
  const backOff = new BackOff(timings.backOffMinMs, timings.backOffMaxMs)
  while (!signal.aborted) {
    const abandonedBefore = keeper.abandoned
    const end = await runLoop({
      keeper,
      command,
      args: [...loopArgs, '-i', String(index)],
      fields,
      timings,
      signal,
      onRow: (reading) => {
        backOff.succeeded()
        onFirst(undefined, reading.numbers.count)
        sink.onReading(reading, index)
      },
      onText: () => {},
    })
    onFirst(end, undefined)
    if (signal.aborted || end.reason === 'no_devices' || HOST_REASONS.has(end.reason)) return
    const busId = deviceErrorBusId(end.text)
    sink.onGpuFailure({ position: index, ...(busId !== undefined && { busId }) }, end.reason)
    if (keeper.abandoned > abandonedBefore && keeper.abandoned >= MAX_ABANDONED) return
    await delay(backOff.nextMs(), undefined, { ref: false, signal }).catch(() => undefined)
  }
}
