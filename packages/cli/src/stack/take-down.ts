import { stopStack } from '@tokenscope/stack'
import type { CommandContext } from '../command.ts'
import type { StackRequest } from './parse-request.ts'

const WORDS = { stopped: 'stopped', killed: 'did not end by itself and was killed', gone: 'was not running any more' } as const

/** `tokenscope stack down`: 0 once nothing of it runs. */
export async function takeDown({ dataFolder }: StackRequest, { print }: CommandContext): Promise<number> {
  const stopped = await stopStack({ ...(dataFolder !== undefined && { dataFolder }) })
  if (stopped.length === 0) print('No stack runs here.')
  for (const { name, how } of stopped) print(`${name} ${WORDS[how]}`)
  return 0
}
