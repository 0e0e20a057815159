import { diag } from '@opentelemetry/api'
import { hub, reportFailure, sayOnce } from '@tokenscope/core'
import type { Outcome } from '@tokenscope/semconv'
import type { Config } from './config/config.ts'
import { resolveConfig } from './config/resolve-config.ts'
import type { StartOptions } from './config/start-options.ts'
import { openDiagnostics } from './diagnostics.ts'
import { ASK_THE_DOCTOR, exportsUnderWay } from './exporters/export-reporter.ts'
import { whyNotThisNode } from './node-version.ts'
import { buildPipeline, type Pipeline } from './pipeline.ts'
import { watchProcess } from './process-hooks.ts'
import { getRunning, setRunning } from './running.ts'
import { SummaryCollector } from './summary/summary-collector.ts'
import type { Telemetry } from './telemetry.ts'
import { within } from './within.ts'

/**
 * Starts telemetry for this process: traces, metrics, log events, the Prometheus endpoint, host, runtime and GPU metrics, and
 * automatic instrumentation of `openai`; by the options, then by the standard `OTEL_*` variables. Never throws: what cannot
 * be started is said through `diag`, and the application runs on. Called again, without options, it returns what is running.
 *
 * @example
 * const telemetry = start({ serviceName: 'chat' })
 * console.log(telemetry.summary().successRate)
 */
export function start(options?: StartOptions): Telemetry {
  const running = getRunning()
  if (running) {
    if (options !== undefined) sayAlreadyRunning()
    return running.telemetry
  }
  const { config, problems } = resolveConfig(options, process.env)
  const closeDiagnostics = openDiagnostics(config.logLevel)
  for (const problem of problems) sayOnce(problem, () => diag.warn(`[tokenscope] start: ${problem}`))
  const tooOld = whyNotThisNode(process.versions.node)
  if (tooOld !== undefined && !config.disabled) sayOnce(tooOld, () => diag.warn(`[tokenscope] ${tooOld}.`))
  let pipeline: Pipeline | undefined
  try {
    if (!config.disabled && tooOld === undefined) pipeline = buildPipeline(config)
  } catch (error) {
    reportFailure('start', error)
  }
  const telemetry = run(config, pipeline, closeDiagnostics)
  setRunning({ telemetry })
  return telemetry
}

function run(config: Config, pipeline: Pipeline | undefined, closeDiagnostics: () => void): Telemetry {
  const collector = new SummaryCollector(config.summaryWindowMs, config.sla)
  hub().listeners.add(collector)
  let ended: Promise<boolean> | undefined

  const flush = async (): Promise<void> => {
    if (pipeline) await within(config.shutdownTimeoutMs, pipeline.flush())
  }
  const end = async (outcome: Outcome): Promise<boolean> => {
    const deadlineMs = performance.now() + config.shutdownTimeoutMs
    unwatch()
    for (const generation of [...hub().open]) generation.end(outcome)
    const inTime = !pipeline || (await within(config.shutdownTimeoutMs, pipeline.end()))
    if (!inTime) sayTooLate(config.shutdownTimeoutMs)
    if (pipeline) await within(Math.max(0, deadlineMs - performance.now()), pipeline.dismantle())
    hub().listeners.delete(collector)
    setRunning(undefined)
    closeDiagnostics()
    return inTime
  }
  const endOnce = (outcome: Outcome): Promise<boolean> => {
    ended ??= end(outcome)
    return ended
  }
  const unwatch = watchProcess(
    { onSignal: () => endOnce('aborted'), onSharedSignal: flush, onEmpty: () => endOnce('abandoned') },
    config.handleSignals && !config.disabled,
  )
  const shutdown = async (): Promise<void> => {
    await endOnce('aborted')
  }
  return {
    get prometheusUrl() {
      return pipeline?.prometheusUrl
    },
    ready: pipeline?.ready ?? Promise.resolve(),
    summary: () => collector.summary(),
    forceFlush: flush,
    shutdown,
    [Symbol.asyncDispose]: shutdown,
  }
}

function sayTooLate(timeoutMs: number): void {
  const waiting = exportsUnderWay()
  const whose = waiting.length === 0 ? '' : ` No answer yet: ${waiting.join(', ')}; ${ASK_THE_DOCTOR}.`
  sayOnce('late shutdown', () =>
    diag.warn(`[tokenscope] shutdown took longer than ${timeoutMs} ms; what was not sent by then is lost.${whose}`),
  )
}

function sayAlreadyRunning(): void {
  sayOnce('start twice', () =>
    diag.warn(
      '[tokenscope] start() was called with options although telemetry is running; it is returned as it is, and these options are not used.',
    ),
  )
}
