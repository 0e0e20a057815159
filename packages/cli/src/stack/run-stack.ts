import { StackError } from '@tokenscope/stack'
import type { CommandContext } from '../command.ts'
import { CommandFailure } from '../command-failure.ts'
import { bringUp } from './bring-up.ts'
import { parseRequest } from './parse-request.ts'
import { showStatus } from './show-status.ts'
import { takeDown } from './take-down.ts'

/** `tokenscope stack up|status|down`. */
export async function runStack(context: CommandContext): Promise<number> {
  const request = parseRequest(context)
  try {
    if (request.action === 'up') return await bringUp(request, context)
    if (request.action === 'down') return await takeDown(request, context)
    return await showStatus(request, context)
  } catch (error) {
    // Its message is for people; a stack of ours would only hide it.
    if (error instanceof StackError) throw new CommandFailure(error.message, { cause: error })
    throw error
  }
}
