import { type DiagLogger, diag, metrics } from '@opentelemetry/api'
import type { GpuSample } from './gpu-sample.ts'
import { registerInstruments } from './instruments.ts'
import type { MetricPoint } from './metric-point.ts'
import { type GpuMetricsOptions, type ResolvedOptions, resolveOptions } from './options.ts'
import { devicePoints } from './points/device-points.ts'
import { ReaderStatistics } from './points/reader-statistics.ts'
import { ChildKeeper } from './reader/child-keeper.ts'
import { GpuReader } from './reader/gpu-reader.ts'
import type { ReaderSink } from './reader/reader-sink.ts'
import { runSlowPaths } from './reader/slow-paths.ts'
import { defaultTimings, type Timings } from './reader/timings.ts'
import { type GpuDescription, toDescription } from './report/description.ts'
import { type GpuSnapshot, toSnapshots } from './report/snapshot.ts'
import { toSample } from './report/to-sample.ts'
import { SampleStore } from './sample-store.ts'

/** Running GPU metrics. */
export interface GpuMetrics {
  /** Ends the child and every timer, and removes the instruments. Harmless when called twice. */
  shutdown(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
  /** What is known now, GPU by GPU; empty without a GPU. */
  snapshot(): readonly GpuSnapshot[]
  /** For people: the GPUs, every value with its source, every value that is not given and why, and how well the tool is read. */
  describe(): GpuDescription
  /** Every point that is true now, as an export would have it. */
  points(): readonly MetricPoint[]
  /** Called for every sample of every GPU, on the main thread. Returns the undo. */
  onSample(listener: (sample: GpuSample) => void): () => void
}

const INSTRUMENTATION_NAME = '@tokenscope/gpu'

/**
 * Samples this host's NVIDIA GPUs through one long-lived `nvidia-smi` and reports them as metrics. Without a GPU, a driver or the tool it says so
 * once at info level and tries again now and then, at most once a minute. Nothing is registered before a GPU was seen. Never throws later on;
 * throws a `TypeError` now for an option that is out of range.
 */
export function startGpuMetrics(options: GpuMetricsOptions = {}): GpuMetrics {
  const resolved = resolveOptions(options)
  return startWith(resolved, options, defaultTimings(resolved.intervalMs))
}

/** As {@link startGpuMetrics}, with the waiting times given. */
export function startWith(resolved: ResolvedOptions, { meterProvider }: GpuMetricsOptions, timings: Timings): GpuMetrics {
  const log = diag.createComponentLogger({ namespace: INSTRUMENTATION_NAME })
  const store = new SampleStore({
    intervalMs: resolved.intervalMs,
    ...(resolved.processes && { processesMs: 3 * resolved.processes.intervalMs + timings.oneShotMs }),
    ...(resolved.details && { detailsMs: 3 * resolved.details.intervalMs + timings.oneShotMs }),
    ...(resolved.gpm && { gpmMs: 3 * resolved.gpm.intervalMs + timings.oneShotMs }),
  })
  const keeper = new ChildKeeper(timings)
  const statistics = new ReaderStatistics()
  const listeners = new Set<(sample: GpuSample) => void>()
  const stop = new AbortController()
  let slowPaths: Promise<void> | undefined
  let hasSeenGpu = false
  let unregister: (() => void) | undefined
  let ended: Promise<void> | undefined

  const collect = function* (): Generator<MetricPoint> {
    if (!hasSeenGpu || stop.signal.aborted) return
    const nowMs = performance.now()
    yield* statistics.points(store.sampleAgeMs(nowMs))
    for (const device of store.devices())
      if (store.isFresh(device, nowMs)) yield* devicePoints(device, nowMs, resolved.processes?.topN ?? 0)
  }
  const onGpuSeen = (): void => {
    if (hasSeenGpu || stop.signal.aborted) return
    hasSeenGpu = true
    if (meterProvider !== false) {
      unregister = registerInstruments((meterProvider ?? metrics.getMeterProvider()).getMeter(INSTRUMENTATION_NAME), collect)
    }
  }
  const startSlowPaths = (): Promise<void> =>
    runSlowPaths({
      options: resolved,
      timings,
      keeper,
      store,
      signal: stop.signal,
      targets: () => (reader.state === 'one-by-one' ? healthyPositions(store) : undefined),
      onFailure: (reason, message) => {
        statistics.addFailure({ reason, message }, log)
      },
    })
  const sink: ReaderSink = {
    onReading: (reading, position) => {
      if (stop.signal.aborted) return
      onGpuSeen()
      statistics.addReading(position, log)
      const { device, interval } = store.apply(reading, position)
      // Every GPU is known by now.
      if (statistics.samples > 1) slowPaths ??= startSlowPaths()
      if (listeners.size > 0) notify(listeners, toSample(device.id, reading, interval), log)
    },
    onPassEnd: (seen, count) => store.endPass(seen, count, performance.now()),
    onGpuFailure: (gpu, reason) => {
      statistics.addFailure({ reason, message: `GPU ${gpu.busId ?? gpu.position}: ${reason}` }, log)
      onGpuSeen()
      store.fail(gpu, reason, performance.now())
    },
    onFailure: (failure, retryMs) => statistics.addFailure(failure, log, retryMs),
    onRestart: () => statistics.addRestart(),
  }
  const reader = new GpuReader(resolved, timings, keeper, sink)
  reader.start()

  const shutdown = async (): Promise<void> => {
    stop.abort({ reason: 'aborted', message: 'shut down' })
    unregister?.()
    listeners.clear()
    await Promise.all([reader.stop(), slowPaths])
    await keeper.close()
  }
  return {
    shutdown: () => {
      ended ??= shutdown()
      return ended
    },
    [Symbol.asyncDispose]() {
      return this.shutdown()
    },
    snapshot: () => toSnapshots(store, performance.now()),
    describe: () => toDescription(store, reader, statistics, resolved, performance.now()),
    points: () => [...collect()],
    onSample: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function healthyPositions(store: SampleStore): readonly number[] {
  return store.devices().flatMap(({ reading, position }) => (reading && position !== undefined ? [position] : []))
}

/** A listener that throws harms neither the others nor the sampling. */
function notify(listeners: ReadonlySet<(sample: GpuSample) => void>, sample: GpuSample, log: DiagLogger): void {
  for (const listener of listeners) {
    try {
      listener(sample)
    } catch (error) {
      log.warn(`A listener of onSample threw: ${error}`)
    }
  }
}
