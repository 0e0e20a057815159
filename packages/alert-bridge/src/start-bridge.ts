import type { AddressInfo } from 'node:net'
import type { BridgeConfig } from './config/bridge-config.ts'
import { readRobotAddress } from './config/read-robot-address.ts'
import { isReadableByOthers, readSecret } from './config/read-secret.ts'
import { DeadLetters } from './delivery/dead-letters.ts'
import { RobotQueue } from './delivery/robot-queue.ts'
import { TIMING, type Timing } from './delivery/timing.ts'
import { BridgeMetrics } from './metrics/bridge-metrics.ts'
import { createBridgeServer } from './server/bridge-server.ts'

export interface BridgeOptions {
  /** What happens, one line each, without secrets; default standard error. */
  log?(line: string): void
  /** Times that the platforms set. Only tests shorten them. */
  readonly timing?: Partial<Timing>
  /** Time that Alertmanager has for its whole request; default 10 s. */
  readonly requestTimeoutMs?: number
}

export interface RunningBridge {
  /** `http://127.0.0.1:9095`. */
  readonly url: string
  /**
   * Takes no more notifications, goes on delivering for at most `graceMs` (default: what the settings say), and writes what is left as dead letters.
   * Safe to call twice.
   */
  shutdown(graceMs?: number): Promise<void>
}

/**
 * Starts the bridge. Every secret file is read once, so that a missing one is known now and not with the first alert.
 * @throws {SecretError} where a secret cannot be read, and whatever `listen` fails with.
 */
export async function startBridge(config: BridgeConfig, options: BridgeOptions = {}): Promise<RunningBridge> {
  const log = options.log ?? ((line: string) => void process.stderr.write(`${new Date().toISOString()} ${line}\n`))
  checkSecrets(config, log)
  const metrics = new BridgeMetrics(config.robots.map(({ name }) => name))
  const deadLetters = new DeadLetters(config.deadLetters, (count, reason) => {
    metrics.lost(count)
    log(`${count} dead letters are lost: ${reason}`)
  })
  const context = { settings: config.delivery, timing: { ...TIMING, ...options.timing }, deadLetters, metrics, log }
  const queues = config.robots.map((robot) => new RobotQueue(robot, context))
  const server = createBridgeServer({ config, queues, metrics, log, requestTimeoutMs: options.requestTimeoutMs ?? 10_000 })

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? takenError(config, error) : error))
    server.listen(config.listen.port, config.listen.host, resolve)
  })
  // Such as too many open files: what is there already goes on.
  server.on('error', (error) => log(`a connection was not taken: ${error.message}`))
  const { port } = server.address() as AddressInfo
  const host = config.listen.host.includes(':') ? `[${config.listen.host}]` : config.listen.host
  let ended: Promise<void> | undefined
  return {
    url: `http://${host}:${port}`,
    shutdown: (graceMs = config.delivery.stopMs) => {
      ended ??= (async () => {
        const closed = new Promise<void>((resolve) => server.close(() => resolve()))
        server.closeIdleConnections()
        await Promise.all(queues.map((queue) => queue.shutdown(graceMs)))
        server.closeIdleConnections()
        // Alertmanager keeps its connection open; what still waits for an answer gets one, because everything is settled now.
        const force = setTimeout(() => server.closeAllConnections(), 500)
        await closed
        clearTimeout(force)
      })()
      return ended
    },
  }
}

function takenError({ listen: { host, port } }: BridgeConfig, cause: Error): Error {
  return new Error(`${host}:${port} is taken (EADDRINUSE): end what listens there, or write another address at \`listen\``, { cause })
}

function checkSecrets(config: BridgeConfig, log: (line: string) => void): void {
  if (config.sharedSecretFile !== undefined) readSecret(config.sharedSecretFile, 'the shared secret')
  for (const robot of config.robots) readRobotAddress(robot)
  const files = [config.sharedSecretFile, ...config.robots.flatMap(({ urlFile, secretFile }) => [urlFile, secretFile])]
  for (const file of new Set(files)) {
    if (file !== undefined && isReadableByOthers(file)) log(`warning: ${file} holds a secret and others can read it: chmod 600 ${file}`)
  }
}
