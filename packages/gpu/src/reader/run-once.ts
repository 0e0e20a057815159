import { type Failure, toFailure, toSpawnFailure } from '../parse/failure.ts'
import type { ChildKeeper } from './child-keeper.ts'

/** Output of a call that ended with exit code 0, or why there is none. */
export type OneShotResult =
  | { readonly stdout: string; readonly failure?: undefined }
  | { readonly failure: Failure; readonly stdout: string }

export interface OneShotOptions {
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** Eight B200 print 357 KB of XML. */
const MAX_OUTPUT_LENGTH = 16 * 1024 * 1024

/** Runs the tool once and collects what it prints. Never throws; ends the child on timeout, abort and too much output. */
export function runOnce(
  keeper: ChildKeeper,
  command: string,
  args: readonly string[],
  { timeoutMs, signal }: OneShotOptions,
): Promise<OneShotResult> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({ failure: { reason: 'aborted', message: 'shut down' }, stdout: '' })
    const child = keeper.spawn(command, args)
    if (child instanceof Error) return resolve({ failure: toSpawnFailure(child.code, command), stdout: '' })
    let stdout = ''
    let done = false
    const finish = (failure: Failure | undefined): void => {
      if (done) return
      done = true
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      resolve(failure ? { failure, stdout } : { stdout })
    }
    const stop = (reason: string, message: string): void => {
      void keeper.end(child, true).then(() => finish({ reason, message }))
    }
    const onAbort = (): void => stop('aborted', 'shut down')
    const timer = setTimeout(() => stop('timeout', `${args[0]} took longer than ${timeoutMs} ms`), timeoutMs)
    timer.unref()
    signal.addEventListener('abort', onAbort)
    child.stdout?.setEncoding('utf8')
    child.stdout?.on('data', (chunk: string) => {
      stdout += chunk
      if (stdout.length > MAX_OUTPUT_LENGTH) stop('garbage', `${args[0]} printed more than ${MAX_OUTPUT_LENGTH} characters`)
    })
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) finish(toSpawnFailure(error.code, command))
    })
    child.on('close', (exitCode, signalName) => finish(exitCode === 0 ? undefined : toFailure(exitCode, signalName, stdout)))
  })
}
