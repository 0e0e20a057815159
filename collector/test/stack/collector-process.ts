import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { binaryPath, collectorFolder } from '@tokenscope/stack'
import { waitFor } from '@tokenscope/testing'
import { freePorts } from './free-ports.ts'

const KILL_AFTER_MS = 15_000

export interface CollectorSetup {
  /** Files of `collector/`, laid over each other in this order. */
  readonly files: readonly string[]
  /** Besides the addresses and the queue's folder, which are set. */
  readonly env?: Readonly<Record<string, string>>
}

/** One Collector of many, on free ports. */
export interface CollectorProcess {
  readonly otlpHttp: string
  /** `HOST:PORT`. */
  readonly otlpGrpc: string
  readonly metricsUrl: string
  log(): Promise<string>
  kill(signal: NodeJS.Signals): Promise<void>
  /** Again, with the same ports and the same queue. */
  start(): Promise<void>
  shutdown(): Promise<void>
}

/** Starts a Collector with shipped files, as the comments in them say. Resolves once it takes data. */
export async function startCollector({ files, env = {} }: CollectorSetup): Promise<CollectorProcess> {
  const program = await binaryPath('otelcol')
  const folder = await mkdtemp(join(tmpdir(), 'tokenscope-collector-'))
  const [http, grpc, health, metrics, scrape] = await freePorts(5)
  const logFile = join(folder, 'collector.log')
  let child: ChildProcess | undefined

  const start = async (): Promise<void> => {
    const log = await open(logFile, 'a')
    child = spawn(
      program,
      files.flatMap((file) => ['--config', join(collectorFolder(), file)]),
      {
        cwd: folder,
        stdio: ['ignore', log.fd, log.fd],
        env: {
          TOKENSCOPE_OTLP_HTTP: `127.0.0.1:${http}`,
          TOKENSCOPE_OTLP_GRPC: `127.0.0.1:${grpc}`,
          TOKENSCOPE_COLLECTOR_HEALTH: `127.0.0.1:${health}`,
          TOKENSCOPE_COLLECTOR_METRICS_PORT: `${metrics}`,
          TOKENSCOPE_SCRAPE: `127.0.0.1:${scrape}`,
          TOKENSCOPE_QUEUE_FOLDER: join(folder, 'queue'),
          ...env,
        },
      },
    )
    await log.close()
    const isHealthy = async (): Promise<boolean> => (await fetch(`http://127.0.0.1:${health}/`)).ok
    await waitFor(isHealthy, { timeoutMs: 30_000, what: `a Collector with ${files}` }).catch(async (cause: Error) => {
      throw new Error(`${cause.message}\n${(await readFile(logFile, 'utf8')).slice(-2_000)}`, { cause })
    })
  }
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill(signal)
    const timer = setTimeout(() => child?.kill('SIGKILL'), KILL_AFTER_MS)
    await exited
    clearTimeout(timer)
  }
  const shutdown = async (): Promise<void> => {
    process.off('exit', killAtExit)
    await kill('SIGTERM')
    await rm(folder, { recursive: true, force: true })
  }
  const killAtExit = (): void => void child?.kill('SIGKILL')
  process.on('exit', killAtExit)
  try {
    await start()
  } catch (error) {
    await shutdown()
    throw error
  }
  return {
    otlpHttp: `http://127.0.0.1:${http}`,
    otlpGrpc: `127.0.0.1:${grpc}`,
    metricsUrl: `http://127.0.0.1:${metrics}`,
    log: async () => await readFile(logFile, 'utf8'),
    kill,
    start,
    shutdown,
  }
}
