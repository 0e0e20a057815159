import type { LoadOptions, Progress, StageResult } from '@tokenscope/load'
import type { CommandContext } from '../command.ts'
import { formatDuration } from '../terminal/format-duration.ts'

/** Tells of each stage when it has ended and, on a terminal, of the running one in one line that is written over. */
export function showProgress({ log, terminal }: CommandContext): Required<Pick<LoadOptions, 'onProgress' | 'onStage'>> & { end(): void } {
  const live = process.stderr.isTTY === true
  let shown = 0
  const wipe = (): void => {
    if (shown > 0) process.stderr.write(`\r${' '.repeat(shown)}\r`)
    shown = 0
  }
  return {
    onProgress(progress) {
      if (!live) return
      const line = describe(progress).slice(0, terminal.columns - 1)
      process.stderr.write(`\r${line.padEnd(shown)}`)
      shown = line.length
    },
    onStage(result) {
      wipe()
      log(summarise(result))
    },
    end: wipe,
  }
}

function describe({ stage, elapsedSeconds, totalSeconds, warmingUp, inFlight, ended, failed }: Progress): string {
  const level = stage.model === 'open' ? `${stage.level} requests/s` : `${stage.level} callers`
  const time = `${Math.min(elapsedSeconds, totalSeconds).toFixed(0)}/${totalSeconds.toFixed(0)} s`
  return `${level}: ${warmingUp ? 'warming up' : time}, ${inFlight} open, ${ended} ended${failed > 0 ? `, ${failed} failed` : ''}`
}

function summarise({ figures, verdict }: StageResult): string {
  const level = figures.stage.model === 'open' ? `${figures.stage.level} requests/s` : `${figures.stage.level} callers`
  const p95 = figures.responseTime.p95
  const time = p95 === undefined ? 'no answer' : `p95 ${formatDuration(p95 * 1000)}`
  return `${level}: ${figures.requests} requests, ${time}, ${figures.failed} failed${verdict.verdict === 'unknown' ? '' : `, SLA ${verdict.verdict}`}`
}
