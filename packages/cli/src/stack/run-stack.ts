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
    const reason = whyNotWritten(error as NodeJS.ErrnoException)
    if (reason !== undefined) throw new CommandFailure(reason, { cause: error })
    throw error
  }
}

/** A disk that is full or not ours, wherever it was met. */
function whyNotWritten({ code, ...error }: NodeJS.ErrnoException & { dest?: string }): string | undefined {
  // Of a copy that failed, `path` is the source.
  const path = error.dest ?? error.path
  if (path === undefined) return undefined
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return `The disk is full (${code}): ${path}. Make room, or choose another place: --data FOLDER.`
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return `${path} may not be read or written (${code}). Give it to yourself, or choose another place: --data FOLDER.`
  }
  return undefined
}
