import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { binaryPath } from '@tokenscope/stack'
import { waitFor } from '@tokenscope/testing'
import { freePorts } from './free-ports.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { toArguments } from './to-arguments.ts'

const READY_MS = 30_000
const KILL_AFTER_MS = 15_000

/** One Collector of a test, on free ports. Leaving its scope stops it and removes its queue. */
export interface StartedCollector extends AsyncDisposable {
  /** Without path. */
  readonly otlpHttp: string
  /** `127.0.0.1:PORT`. */
  readonly otlpGrpc: string
  /** Without path. */
  readonly metricsUrl: string
  /** Resolves when it is gone; a SIGTERM that it does not heed is followed by SIGKILL. */
  kill(signal: NodeJS.Signals): Promise<void>
  /** Again, with the same ports and the same queue. */
  start(): Promise<void>
}

/**
 * Starts the real Collector with shipped files, laid over each other, and resolves once it is healthy.
 * @param files See {@link toArguments}.
 * @param env Of the files, besides the listening addresses and the queue's folder.
 * @throws with the end of its log when it does not become healthy.
 */
export async function startCollector(files: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<StartedCollector> {
  const program = await binaryPath('otelcol')
  const folder = await temporaryFolder()
  const [http, grpc, health, metrics, scrape] = await freePorts(5)
  const logFile = join(folder.path, 'collector.log')
  const addresses = {
    TOKENSCOPE_OTLP_HTTP: `127.0.0.1:${http}`,
    TOKENSCOPE_OTLP_GRPC: `127.0.0.1:${grpc}`,
    TOKENSCOPE_COLLECTOR_HEALTH: `127.0.0.1:${health}`,
    TOKENSCOPE_COLLECTOR_METRICS_PORT: `${metrics}`,
    TOKENSCOPE_SCRAPE: `127.0.0.1:${scrape}`,
    TOKENSCOPE_QUEUE_FOLDER: join(folder.path, 'queue'),
  }
  let child: ChildProcess | undefined
  const hasEnded = (): boolean => child === undefined || child.exitCode !== null || child.signalCode !== null

  const start = async (): Promise<void> => {
    const log = await open(logFile, 'a')
    child = spawn(program, toArguments(files), { cwd: folder.path, stdio: ['ignore', log.fd, log.fd], env: { ...addresses, ...env } })
    await log.close()
    const isHealthy = async (): Promise<boolean> => hasEnded() || (await fetch(`http://127.0.0.1:${health}/`)).ok
    try {
      await waitFor(isHealthy, { timeoutMs: READY_MS, what: 'a healthy Collector' })
      if (hasEnded()) throw new Error(`the Collector with ${files} ended with ${child.exitCode ?? child.signalCode}`)
    } catch (error) {
      throw new Error(`${String(error)}\n${(await readFile(logFile, 'utf8')).slice(-2_000)}`, { cause: error })
    }
  }
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    if (child === undefined || hasEnded()) return
    const exited = once(child, 'exit')
    child.kill(signal)
    const timer = setTimeout(() => child?.kill('SIGKILL'), KILL_AFTER_MS)
    await exited
    clearTimeout(timer)
  }
  const killAtExit = (): void => void child?.kill('SIGKILL')
  process.on('exit', killAtExit)
  const close = async (): Promise<void> => {
    process.off('exit', killAtExit)
    await kill('SIGTERM')
    await folder[Symbol.asyncDispose]()
  }
  try {
    await start()
  } catch (error) {
    await close()
    throw error
  }
  return {
    otlpHttp: `http://127.0.0.1:${http}`,
    otlpGrpc: `127.0.0.1:${grpc}`,
    metricsUrl: `http://127.0.0.1:${metrics}`,
    kill,
    start,
    [Symbol.asyncDispose]: close,
  }
}
