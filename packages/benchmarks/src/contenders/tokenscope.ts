import type { Contender } from './contender.ts'
import { ownVersion } from './own-version.ts'

interface Setting {
  /** Metrics into our own cells, as `@tokenscope/node` has it, or through the instruments of a meter provider that is not ours. */
  readonly metrics: 'cells' | 'instruments'
  readonly captureContent: 'none' | 'span'
}

/** Tokenscope in the settings that cost differently; the token time line and all metrics are on in each. */
export const tokenscope: readonly Contender[] = [
  row('tokenscope', 'Tokenscope', { metrics: 'cells', captureContent: 'none' }),
  row('tokenscope-instruments', 'Tokenscope, another MeterProvider', { metrics: 'instruments', captureContent: 'none' }),
  row('tokenscope-content', 'Tokenscope, content on the span', { metrics: 'cells', captureContent: 'span' }),
]

function row(id: string, title: string, { metrics, captureContent }: Setting): Contender {
  return {
    id,
    title,
    openai: ownVersion('openai'),
    base: 'bare',
    module: '@tokenscope/openai',
    async setUp() {
      const [{ startMetrics, startTraces }, { newClient }, { hub, MetricCells }, { instrumentOpenAI }] = await Promise.all([
        import('./pipeline.ts'),
        import('./new-client.ts'),
        import('@tokenscope/core'),
        import('@tokenscope/openai'),
      ])
      const { flush, recorded } = startTraces()
      if (metrics === 'cells') hub().store = new MetricCells()
      else startMetrics()
      return { client: instrumentOpenAI(newClient(), { captureContent }) as never, flush, recorded }
    },
  }
}
