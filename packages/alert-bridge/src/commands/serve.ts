import type { BridgeConfig } from '../config/bridge-config.ts'
import { startBridge } from '../start-bridge.ts'
import type { Surroundings } from './surroundings.ts'

/** Runs the bridge until the signal fires. */
export async function serve(config: BridgeConfig, { log, signal }: Surroundings): Promise<number> {
  const stamped = (line: string): void => log(`${new Date().toISOString()} ${line}`)
  const bridge = await startBridge(config, { log: stamped })
  const paths = config.robots.map(({ name, kind }) => `${bridge.url}/alerts/${name} (${kind})`)
  stamped(`listening: ${paths.join(', ')}`)
  if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  stamped('stopping: what is queued is sent, or written as dead letters')
  await bridge.shutdown()
  stamped('stopped')
  return 0
}
