import type { LoadOptions, Progress, StageResult } from '@tokenscope/load'
import type { CommandContext } from '../command.ts'
import { formatDuration } from '../terminal/format-duration.ts'

/** Tells of each stage when it has ended and, on a terminal, of the running one in one line that is written over. */
export function showProgress({
  log,
  live,
}: Pick<CommandContext, 'log' | 'live'>): Required<Pick<LoadOptions, 'onProgress' | 'onStage'>> & { end(): void } {
  let isShown = false
  const end = (): void => {
    if (isShown) live?.write(`\r${ERASE}`)
    isShown = false
  }
  return {
    onProgress(progress) {
      // A line that is too long would go on in the next, and stay there.
      live?.write(`\r${describe(progress).slice(0, live.columns - 1)}${ERASE}`)
      isShown = live !== undefined
    },
    onStage(result) {
      end()
      log(summarise(result))
    },
    end,
  }
}

/** What is on the line behind the cursor goes. */
const ERASE = '\u001B[K'

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
