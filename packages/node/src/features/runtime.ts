import { RuntimeNodeInstrumentation } from '@opentelemetry/instrumentation-runtime-node'
import type { Feature } from './feature.ts'

/** Event loop, heap and garbage collection of Node. */
export const runtime: Feature = {
  name: 'runtime metrics',
  start({ config, meterProvider }) {
    if (!config.runtime || !meterProvider) return undefined
    const instrumentation = new RuntimeNodeInstrumentation()
    instrumentation.setMeterProvider(meterProvider)
    return () => instrumentation.disable()
  },
}
