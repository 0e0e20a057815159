import { type DiagLogger, DiagLogLevel, diag } from '@opentelemetry/api'
import { type ManualGeneration, startGeneration } from '@tokenscope/core'
import { type StartOptions, start, type Telemetry } from '@tokenscope/node'
import { onTestFinished, vi } from 'vitest'

/** What was said through `diag`, as `level message`. */
export function listenToDiag(): string[] {
  const said: string[] = []
  const logger = Object.fromEntries(
    ['error', 'warn', 'info', 'debug', 'verbose'].map((level) => [level, (message: string) => void said.push(`${level} ${message}`)]),
  )
  diag.setLogger(logger as unknown as DiagLogger, { logLevel: DiagLogLevel.INFO, suppressOverrideMessage: true })
  onTestFinished(() => diag.disable())
  return said
}

const ALONE: StartOptions = { prometheus: false, openai: false, host: false, runtime: false, gpu: false, handleSignals: false }

/** `start()` with nothing but what the test asks for, in an environment of its own; ended with the test. */
export function startAlone(options: StartOptions = {}, env: Record<string, string> = {}): Telemetry {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  const telemetry = start({ ...ALONE, ...options })
  vi.unstubAllEnvs()
  onTestFinished(() => telemetry.shutdown())
  return telemetry
}

/** A generation that looks the tracer up anew, which one shared by all tests of a file would not. */
export function newGeneration(model: string): ManualGeneration {
  return startGeneration({ model, tokenEvents: 'timeline' })
}
