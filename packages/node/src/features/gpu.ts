import { startGpuMetrics } from '@tokenscope/gpu'
import type { Feature } from './feature.ts'

/** GPU metrics; without a GPU they cost a look for one now and then. */
export const gpu: Feature = {
  name: 'GPU metrics',
  start({ config, meterProvider }) {
    if (!config.gpu || !meterProvider) return undefined
    const metrics = startGpuMetrics({ ...config.gpu, meterProvider })
    return () => metrics.shutdown()
  },
}
