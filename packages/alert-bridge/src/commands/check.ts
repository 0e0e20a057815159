import type { BridgeConfig } from '../config/bridge-config.ts'
import { readRobotAddress } from '../config/read-robot-address.ts'
import { isReadableByOthers, readSecret } from '../config/read-secret.ts'
import type { Surroundings } from './surroundings.ts'

/** Reads every secret file and says what is wrong. Sends nothing. */
export function check(config: BridgeConfig, { print, log }: Surroundings): number {
  const problems: string[] = []
  const noting = (read: () => unknown): void => {
    try {
      read()
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error))
    }
  }
  const { sharedSecretFile, robots, listen } = config
  if (sharedSecretFile !== undefined) noting(() => readSecret(sharedSecretFile, 'the shared secret'))
  for (const robot of robots) noting(() => readRobotAddress(robot))
  for (const problem of problems) log(problem)
  if (problems.length > 0) return 1
  for (const { name, kind, secretFile, urlFile } of robots) {
    for (const file of [urlFile, secretFile])
      if (file !== undefined && isReadableByOthers(file)) log(`warning: others can read ${file}: chmod 600 ${file}`)
    print(`${name}: ${kind}, ${secretFile === undefined ? 'not signed' : 'signed'}, at http://${listen.host}:${listen.port}/alerts/${name}`)
  }
  return 0
}
