import { startGpuMetrics } from '@tokenscope/gpu'
import { createGpuMetricProducer } from '@tokenscope/gpu/metric-producer'
import type { Feature } from './feature.ts'

/** GPU metrics, to every reader in bulk; without a GPU they cost a look for one now and then. */
export const gpu: Feature = {
  name: 'GPU metrics',
  start({ config, meterProvider, bulk }) {
    if (!config.gpu || !meterProvider) return undefined
    const metrics = startGpuMetrics({ ...config.gpu, meterProvider: false })
    const remove = bulk.add((temporality) => createGpuMetricProducer(metrics, temporality))
    return async () => {
      remove()
      await metrics.shutdown()
    }
  },
}
