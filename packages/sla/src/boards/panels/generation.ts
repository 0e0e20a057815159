import type { RuleContext } from '../../outputs/rule-context.ts'
import { histogramCount, histogramQuantile, histogramSum } from '../../promql/histogram.ts'
import { runbookLinks, traceLinks } from '../board-links.ts'
import { BY_CALLER, CALLER_LEGEND, chunkTimes, tokenRates } from '../chosen-calls.ts'
import type { QueryPanel } from '../panel.ts'
import { atLeastLine } from '../target-lines.ts'

/** How fast answers are generated once they have begun. */

export function generationSpeed(context: RuleContext): QueryPanel {
  const query = tokenRates(BY_CALLER)
  return {
    kind: 'time-series',
    title: 'Output tokens per second of a call',
    description:
      'Mean and slowest tenth of streamed calls, after the first token, by the usage that the server reported. It falls when the server batches more calls.',
    width: 12,
    height: 9,
    unit: 'suffix: tokens/s',
    min: 0,
    base: 'red',
    thresholds: atLeastLine(context, ({ outputTokensPerSecond }) => outputTokensPerSecond),
    queries: [
      { expr: `(\n${histogramSum(query)}\n)\n/\n((\n${histogramCount(query)}\n) > 0)`, legend: `mean ${CALLER_LEGEND}` },
      { expr: histogramQuantile(query, 0.1), legend: `slowest 10 % ${CALLER_LEGEND}` },
    ],
    links: [...traceLinks(context, 'all'), ...runbookLinks(context, 'llm-generation-speed-low')],
    noValue: 'No streamed calls with usage',
  }
}

export function timePerChunk(context: RuleContext): QueryPanel {
  return {
    kind: 'time-series',
    title: 'Time between chunks',
    description: 'How long a reader waits for the next piece of text. A high p99 with a low p50 is a stream that stutters.',
    width: 12,
    height: 9,
    unit: 's',
    min: 0,
    queries: [0.5, 0.95, 0.99].map((quantile) => ({
      expr: histogramQuantile(chunkTimes(BY_CALLER), quantile),
      legend: `p${quantile * 100} ${CALLER_LEGEND}`,
    })),
    links: traceLinks(context, 'all'),
    noValue: 'No streamed calls',
  }
}
