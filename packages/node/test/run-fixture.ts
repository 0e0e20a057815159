import { join } from 'node:path'
import { type RunningScript, runScript, type ScriptResult, startScript } from '@tokenscope/testing'

/** Nothing but what a test is about. */
const QUIET = {
  TOKENSCOPE_GPU: 'false',
  TOKENSCOPE_HOST_METRICS: 'false',
  TOKENSCOPE_RUNTIME_METRICS: 'false',
  TOKENSCOPE_PROMETHEUS: 'false',
}

/** The oldest Node runs TypeScript only where the test run asks for it. */
const { NODE_OPTIONS = '' } = process.env

/** `--import` finds packages from here. */
const CWD = join(import.meta.dirname, '..')

/** Starts a program of `test/fixtures`, as an application would run, with these variables and Node options. */
export function startFixture(name: string, env: Record<string, string> = {}, execArgv: readonly string[] = []): RunningScript {
  return startScript(fixture(name), { env: { ...QUIET, NODE_OPTIONS, ...env }, execArgv, cwd: CWD })
}

/** Runs a program of `test/fixtures` to its end. */
export function runFixture(name: string, env: Record<string, string> = {}, execArgv: readonly string[] = []): Promise<ScriptResult> {
  return runScript(fixture(name), { env: { ...QUIET, NODE_OPTIONS, ...env }, execArgv, cwd: CWD })
}

function fixture(name: string): string {
  return join(import.meta.dirname, 'fixtures', name)
}
