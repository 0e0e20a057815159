import type { LensStatus } from '../api/status.ts'
import type { Holdings } from '../take-in/holdings.ts'
import { version } from '../version.ts'

/** The figures of a lens, and what it was started with. */
export function toStatus(
  holdings: Holdings,
  known: Pick<LensStatus, 'startedMs' | 'otlpUrls' | 'database' | 'sla' | 'jaegerUrl' | 'listeners'>,
): LensStatus {
  const { traces, series, refused } = holdings
  return {
    ...known,
    version: version(),
    nodeVersion: process.versions.node,
    ...traces.counts,
    series: series.size,
    bounds: traces.bounds,
    dropped: { ...traces.dropped, points: series.droppedPoints },
    refused: { ...refused },
    spansPerSecond: holdings.spanRate.perSecond(),
    lastReceivedMs: holdings.lastReceivedMs,
  }
}
