import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { binaryPath, collectorFolder } from '@tokenscope/stack'
import { waitFor } from '@tokenscope/testing'

/** A Collector that a test has started. Leaving its scope stops it and removes its queue. */
export interface StartedCollector extends AsyncDisposable {
  /** `127.0.0.1:PORT`, where it takes OTLP over gRPC. */
  readonly otlpGrpc: string
  /** Without path. */
  readonly otlpHttp: string
  /** Without path. */
  readonly metricsUrl: string
  /** All it has logged. */
  readonly log: string
  kill(signal?: NodeJS.Signals): Promise<void>
}

/**
 * Starts the real Collector with shipped files (by their paths in `collector/`) on free ports and resolves once it is healthy.
 * @param env Of the files, besides the listening addresses and the queue's folder.
 * @throws with its log when it ends before that.
 */
export async function startCollector(files: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<StartedCollector> {
  const [grpc, http, health, metrics, scrape] = await freePorts(5)
  const queue = await temporaryFolder()
  let log = ''
  const child = spawn(await binaryPath('otelcol'), toArguments(files), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      TOKENSCOPE_OTLP_GRPC: `127.0.0.1:${grpc}`,
      TOKENSCOPE_OTLP_HTTP: `127.0.0.1:${http}`,
      TOKENSCOPE_COLLECTOR_HEALTH: `127.0.0.1:${health}`,
      TOKENSCOPE_COLLECTOR_METRICS_PORT: `${metrics}`,
      TOKENSCOPE_SCRAPE: `127.0.0.1:${scrape}`,
      TOKENSCOPE_QUEUE_FOLDER: queue.path,
      ...env,
    },
  })
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (log += text.toString()))
  const exited = once(child, 'exit')
  const kill = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    child.kill(signal)
    await exited
  }
  const close = async (): Promise<void> => {
    await kill()
    await queue[Symbol.asyncDispose]()
  }
  try {
    await waitFor(async () => child.exitCode !== null || (await fetch(`http://127.0.0.1:${health}/`)).ok, { what: 'a healthy Collector' })
    if (child.exitCode !== null) throw new Error(`the Collector ended with ${child.exitCode}`)
  } catch (error) {
    await close()
    throw new Error(`${String(error)}\n${log}`, { cause: error })
  }
  return {
    otlpGrpc: `127.0.0.1:${grpc}`,
    otlpHttp: `http://127.0.0.1:${http}`,
    metricsUrl: `http://127.0.0.1:${metrics}`,
    get log() {
      return log
    },
    kill,
    [Symbol.asyncDispose]: close,
  }
}

/** A folder that is removed when its scope is left. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'tokenscope-test-'))
  return { path, [Symbol.asyncDispose]: async () => await rm(path, { recursive: true, force: true }) }
}

/** `--config` for each shipped file, or for text that begins with `yaml:`. */
export function toArguments(files: readonly string[]): string[] {
  return files.flatMap((file) => ['--config', file.startsWith('yaml:') ? file : join(collectorFolder(), file)])
}

/** Ports that were free a moment ago; all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1')
      await once(server, 'listening')
      return server
    }),
  )
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map(async (server) => await new Promise((resolve) => server.close(resolve))))
  return ports
}
