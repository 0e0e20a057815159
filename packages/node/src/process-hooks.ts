import { countDecidingListeners } from './signal-listeners.ts'

const SIGNALS = ['SIGTERM', 'SIGINT'] as const
type Signal = (typeof SIGNALS)[number]

/** What to do when the process is about to end; neither may reject. */
export interface ProcessEnd {
  /** The process dies by a signal that nobody else listens to. */
  onSignal(): Promise<unknown>
  /** The application listens to the signal too, and decides what becomes of the process. */
  onSharedSignal(): Promise<void>
  /** The event loop has run empty. Says whether everything was sent in time. */
  onEmpty(): Promise<boolean>
}

/**
 * Listens for the end of the process. A signal that only we hear still kills the process with that signal, after `onSignal`;
 * a second one does so at once. A process that has run empty ends even where an exporter still tries. Returns the undo.
 */
export function watchProcess(end: ProcessEnd, handleSignals: boolean): () => void {
  const undos: (() => void)[] = []
  const onEmpty = (): void => {
    void end.onEmpty().then((inTime) => {
      // The loop was empty, so what runs now are the retries of an exporter, unless another listener has begun something.
      if (!inTime && process.listenerCount('beforeExit') === 0) process.exit()
    })
  }
  process.once('beforeExit', onEmpty)
  undos.push(() => process.off('beforeExit', onEmpty))
  if (handleSignals) for (const signal of SIGNALS) undos.push(watchSignal(signal, end))
  return () => {
    for (const undo of undos) undo()
  }
}

function watchSignal(signal: Signal, end: ProcessEnd): () => void {
  const onSignal = (): void => {
    if (countDecidingListeners(signal) > 1) {
      void end.onSharedSignal()
      return
    }
    // Without a listener the signal does again what it does by itself, also the second one of an impatient user.
    process.off(signal, onSignal)
    void end.onSignal().finally(() => process.kill(process.pid, signal))
  }
  process.on(signal, onSignal)
  return () => process.off(signal, onSignal)
}
