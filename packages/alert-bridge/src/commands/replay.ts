import type { BridgeConfig } from '../config/bridge-config.ts'
import { type ReplayOptions, replayDeadLetters } from '../replay/replay-dead-letters.ts'
import type { Surroundings } from './surroundings.ts'

/** Sends dead letters again and says how many are left. */
export async function replay(
  config: BridgeConfig,
  options: Pick<ReplayOptions, 'robot' | 'dryRun'>,
  { print, log, signal }: Surroundings,
): Promise<number> {
  const { delivered, kept, broken } = await replayDeadLetters(config, { ...options, signal, log })
  print(`${delivered} delivered, ${kept} kept in ${config.deadLetters.file}${broken > 0 ? `, ${broken} broken lines dropped` : ''}`)
  return kept === 0 || options.dryRun === true ? 0 : 1
}
