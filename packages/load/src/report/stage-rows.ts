import type { StageResult } from '../run/run-load.ts'
import { formatNumber, formatSeconds } from './sentences.ts'

/** One row a stage, as text; the terminal and the page show the same. */
export function stageRows(stages: readonly StageResult[]): { columns: string[]; rows: string[][] } {
  const open = stages[0]?.figures.stage.model === 'open'
  const columns = [
    open ? 'requests/s' : 'callers',
    'SLA',
    'answers/s',
    'goodput/s',
    'tokens/s',
    'p50',
    'p95',
    'p99',
    'first token p95',
    'failed',
    'lag p99',
    'CPU',
  ]
  const rows = stages.map(({ figures, verdict }) => [
    String(figures.stage.level),
    verdict.verdict,
    formatNumber(figures.throughput),
    figures.unreliable === undefined ? formatNumber(verdict.goodput) : '–',
    formatNumber(figures.outputTokensPerSecond),
    formatSeconds(figures.responseTime.p50),
    formatSeconds(figures.responseTime.p95),
    formatSeconds(figures.responseTime.p99),
    formatSeconds(figures.timeToFirstToken.p95),
    `${figures.failed}/${figures.requests}`,
    `${formatNumber(figures.self.lagP99Ms)} ms`,
    `${Math.round(figures.self.cpu * 100)} %`,
  ])
  return { columns, rows }
}
