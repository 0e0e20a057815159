import { type StackStatus, stackStatus } from '@tokenscope/stack'
import type { CommandContext } from '../command.ts'
import { drawStatus } from './draw-status.ts'
import type { StackRequest } from './parse-request.ts'

const CODES: Readonly<Record<StackStatus['state'], number>> = { running: 0, partly: 1, stopped: 3 }

/** `tokenscope stack status`: 0 where all of it runs, 1 where a part does not, 3 where nothing does. */
export async function showStatus({ dataFolder, json }: StackRequest, { print, terminal }: CommandContext): Promise<number> {
  const status = await stackStatus({ ...(dataFolder !== undefined && { dataFolder }) })
  if (json) print(JSON.stringify(status, null, 2))
  else for (const line of drawStatus(status, Date.now(), terminal.colour, dataFolder)) print(line)
  return CODES[status.state]
}
