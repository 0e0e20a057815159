import type { LoadOptions, Progress, StageResult } from '@tokenscope/load'
import type { CommandContext } from '../command.ts'
import { formatDuration } from '../terminal/format-duration.ts'

/** Tells of each stage when it has ended and, on a terminal, of the running one in one line that is written over. */
export function showProgress({
  log,
  live,
  terminal,
}: Pick<CommandContext, 'log' | 'live' | 'terminal'>): Required<Pick<LoadOptions, 'onProgress' | 'onStage'>> & { end(): void } {
  let shown = 0
  const wipe = (): void => {
    if (shown > 0) live?.(`\r${' '.repeat(shown)}\r`)
    shown = 0
  }
  return {
    onProgress(progress) {
      if (!live) return
      const line = describe(progress).slice(0, terminal.columns - 1)
      live(`\r${line.padEnd(shown)}`)
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
  const level = levelOf(stage)
  const time = `${Math.min(elapsedSeconds, totalSeconds).toFixed(0)}/${totalSeconds.toFixed(0)} s`
  return `${level}: ${warmingUp ? 'warming up' : time}, ${inFlight} open, ${ended} ended${failed > 0 ? `, ${failed} failed` : ''}`
}

function levelOf({ model, level }: Progress['stage']): string {
  return model === 'open' ? `${level} requests/s` : `${level} ${level === 1 ? 'caller' : 'callers'}`
}

function summarise({ figures, verdict }: StageResult): string {
  const level = levelOf(figures.stage)
  const p95 = figures.responseTime.p95
  const time = p95 === undefined ? 'no answer' : `p95 ${formatDuration(p95 * 1000)}`
  return `${level}: ${figures.requests} requests, ${time}, ${figures.failed} failed${verdict.verdict === 'unknown' ? '' : `, SLA ${verdict.verdict}`}`
}
