/** Where `signal-exit` 4 and 3 keep how many listeners of theirs each signal has. */
const EMITTER_4 = Symbol.for('signal-exit emitter')
const EMITTER_3 = '__signal_exit_emitter__'

/**
 * How many listeners of a signal decide what becomes of the process. Those of `signal-exit`, which many packages bring along,
 * do not: they let a process die as soon as nobody but them listens.
 */
export function countDecidingListeners(signal: NodeJS.Signals): number {
  const onlooking = [(globalThis as Holder)[EMITTER_4], (process as unknown as Holder)[EMITTER_3]]
  return process.listenerCount(signal) - onlooking.reduce((sum, emitter) => sum + (emitter?.count ?? 0), 0)
}

type Emitter = { readonly count?: number } | undefined
type Holder = { readonly [EMITTER_4]?: Emitter; readonly [EMITTER_3]?: Emitter }
