import { diag } from '@opentelemetry/api'
import { hub } from '@tokenscope/core'
import { createCostRecorder, type GpuMetrics, startGpuMetrics } from '@tokenscope/gpu'
import { createGpuMetricProducer } from '@tokenscope/gpu/metric-producer'
import { CallCosts } from '../attribution/call-costs.ts'
import type { Feature, FeatureContext } from './feature.ts'

/** GPU metrics, to every reader in bulk, and what calls cost the GPUs; without a GPU they cost a look for one now and then. */
export const gpu: Feature = {
  name: 'GPU metrics',
  start({ config, meterProvider, bulk, beforeFlush }) {
    if (!config.gpu || !(meterProvider || config.gpuAttribution)) return undefined
    const metrics = startGpuMetrics({ ...config.gpu, meterProvider: false })
    const remove = bulk.add((temporality) => createGpuMetricProducer(metrics, temporality))
    const stopJoin = join(metrics, { config, meterProvider, beforeFlush })
    return async () => {
      stopJoin?.()
      remove()
      await metrics.shutdown()
    }
  },
}

const DEFAULT_INTERVAL_MS = 1_000

type JoinContext = Pick<FeatureContext, 'config' | 'meterProvider' | 'beforeFlush'>

function join(metrics: GpuMetrics, { config, meterProvider, beforeFlush }: JoinContext): (() => void) | undefined {
  const { gpu: options, gpuAttribution: attribution } = config
  if (!attribution) return undefined
  const costs = new CallCosts({
    ...attribution,
    gpu: metrics,
    intervalMs: options?.intervalMs ?? DEFAULT_INTERVAL_MS,
    record: meterProvider && createCostRecorder(meterProvider.getMeter('@tokenscope/gpu')),
  })
  const settle = (): void => costs.settle()
  const { gpuIds } = attribution
  if (gpuIds) sayUnknownGpus(metrics, gpuIds)
  hub().listeners.add(costs)
  beforeFlush.add(settle)
  return () => {
    hub().listeners.delete(costs)
    beforeFlush.delete(settle)
    costs.shutdown()
  }
}

/** Once all GPUs of this host are known. */
function sayUnknownGpus(metrics: GpuMetrics, gpuIds: readonly string[]): void {
  const stop = metrics.onSample(({ startMs }) => {
    if (startMs === undefined) return
    stop()
    const known = metrics.snapshot().map(({ id }) => id)
    for (const id of gpuIds.filter((wanted) => !known.includes(wanted))) {
      diag.warn(`[tokenscope] start: option "gpu.attribution.gpuIds" has "${id}"; this host has ${known.join(', ')}. It is ignored.`)
    }
  })
}
