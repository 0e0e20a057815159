import { setTimeout as sleep } from 'node:timers/promises'
import { describeSlaObjective, PrometheusError, type SlaReport, type Verdict } from '@tokenscope/sla'
import type { CommandContext } from '../command.ts'
import { changesBetween, type Notifier, type SlaChange } from './check-notify.ts'
import { drawObjective } from './check-report-text.ts'

export const EXIT_CODES: Readonly<Record<Verdict, number>> = { met: 0, breached: 1, unknown: 2 }
/** Changes that could not be delivered are tried again with the next round; older ones than these are given up. */
const MOST_PENDING = 100

export interface Watch {
  readonly everySeconds: number
  readonly notifier: Notifier | undefined
  ask(): Promise<SlaReport>
  /** Called with each report. */
  onReport(report: SlaReport): Promise<void>
}

/** Asks again and again until the person interrupts; prints what changes. Resolves with the exit code of the last report. */
export async function watchSla({ everySeconds, notifier, ask, onReport }: Watch, context: CommandContext): Promise<number> {
  const { print, log, terminal, signal } = context
  let last: SlaReport | undefined
  let trouble = ''
  let pending: SlaChange[] = []
  while (!signal.aborted) {
    try {
      const report = await ask()
      if (trouble !== '') log(`${clock()}  Prometheus answers again.`)
      trouble = ''
      if (last === undefined) {
        print(`${clock()}  ${report.verdict.toUpperCase()}: ${describeAll(report)}`)
        for (const objective of report.objectives) print(`  ${line(report, objective, terminal.colour)}`)
      } else {
        const changes = changesBetween(last, report, (objective) => sentence(report, objective))
        for (const { message } of changes) print(`${clock()}  ${message}`)
        if (changes.length > 0) {
          const { time, verdict } = report
          const previousVerdict = last.verdict
          pending.push({ schema: 'tokenscope-sla-change/1', time, verdict, previousVerdict, changes })
        }
      }
      last = report
      await onReport(report)
    } catch (error) {
      if (signal.aborted) break
      if (!(error instanceof PrometheusError)) throw error
      if (error.message !== trouble) log(`${clock()}  ${error.message} Trying again every ${everySeconds} s.`)
      trouble = error.message
    }
    if (notifier !== undefined) pending = await deliver(notifier, pending, log, signal)
    await sleep(everySeconds * 1000, undefined, { signal }).catch(() => undefined)
  }
  return last === undefined ? 2 : EXIT_CODES[last.verdict]
}

/** In order; the first that fails, and what comes after it, stays. */
async function deliver(notifier: Notifier, pending: SlaChange[], log: (line: string) => void, signal: AbortSignal): Promise<SlaChange[]> {
  for (const [index, change] of pending.entries()) {
    const trouble = await notifier.send(change, signal)
    if (trouble === undefined) continue
    log(`${clock()}  The notification is not delivered: ${trouble}. It is tried again with the next round.`)
    return pending.slice(index).slice(-MOST_PENDING)
  }
  return []
}

function line(report: SlaReport, objective: SlaReport['objectives'][number], colour: boolean): string {
  const { promise, measured } = describeSlaObjective(objective, report)
  return drawObjective(objective, promise, measured, colour)
}

/** `qwen3: response time p95 <= 3 s is breached, measured 3.4 s`. */
function sentence(report: SlaReport, objective: SlaReport['objectives'][number]): string {
  const { verdict, promise, measured } = describeSlaObjective(objective, report)
  return `${objective.subject}: ${promise} is ${verdict}${measured === '–' ? '' : `, measured ${measured}`}`
}

function describeAll({ objectives }: SlaReport): string {
  return objectives.length === 1 ? '1 objective' : `${objectives.length} objectives`
}

function clock(): string {
  return `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`
}
