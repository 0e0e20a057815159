import type { Failure } from '../parse/failure.ts'
import type { GpuReading } from '../parse/gpu-reading.ts'

/** Who listens to the reader. Called on the main thread, between two rows: must be quick and must not throw. */
export interface ReaderSink {
  /** One row of one GPU. */
  readonly onReading: (reading: GpuReading, position: number) => void
  /** A pass over all GPUs has ended. Not called while the GPUs are read one by one. */
  readonly onPassEnd: (seen: ReadonlySet<number>, count: number | undefined) => void
  /** One GPU does not answer though others may. */
  readonly onGpuFailure: (gpu: { readonly position?: number; readonly busId?: string }, reason: string) => void
  /** The tool could not be used, or its child had to be replaced; the next try comes after `retryMs`. */
  readonly onFailure: (failure: Failure, retryMs: number) => void
  /** A child that had worked was replaced. */
  readonly onRestart: () => void
}

/** What the reader does right now. */
export type ReaderState = 'starting' | 'streaming' | 'one-by-one' | 'waiting' | 'stopped'
