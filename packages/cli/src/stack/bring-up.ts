import { PORTS, type PortName, type RunningStack, StackRunning, startStack, withoutPages } from '@tokenscope/stack'
import type { CommandContext } from '../command.ts'
import { drawLinks } from './draw-links.ts'
import type { StackRequest } from './parse-request.ts'
import { showStatus } from './show-status.ts'
import { stackCommandLine } from './stack-command-line.ts'
import { stayWith } from './stay-with.ts'

/** Exit code of a program that was interrupted, by the shells' convention. */
const INTERRUPTED = 130

/** `tokenscope stack up`: resolves when all of it answers, or with `--foreground` when it has ended. */
export async function bringUp(request: StackRequest, context: CommandContext): Promise<number> {
  const { print, log, signal, terminal } = context
  const started = performance.now()
  let stack: RunningStack
  try {
    stack = await startStack({
      ...(request.dataFolder !== undefined && { dataFolder: request.dataFolder }),
      ...(request.configFolder !== undefined && { configFolder: request.configFolder }),
      ports: request.ports === 'any' ? 'any' : shifted(request.ports),
      outlive: !request.foreground,
      onProgress: log,
      signal,
    })
  } catch (error) {
    if (error instanceof StackRunning) return await alreadyThere(request, context, error)
    if (!signal.aborted) throw error
    log('Interrupted: everything that was started has been stopped. What was built so far is kept.')
    return INTERRUPTED
  }
  print(`The stack is ready after ${((performance.now() - started) / 1000).toFixed(1)} s.`)
  print()
  for (const line of drawLinks(stack.urls, await withoutPages(stack.urls), terminal.colour)) print(line)
  if (request.foreground) return await stayWith(stack, context)
  print()
  print('It goes on in the background. See it, stop it:')
  print(`  ${stackCommandLine('status', request.dataFolder)}`)
  print(`  ${stackCommandLine('down', request.dataFolder)}`)
  return 0
}

async function alreadyThere(request: StackRequest, context: CommandContext, { message }: Error): Promise<number> {
  context.log(message)
  const code = await showStatus({ ...request, action: 'status' }, context)
  return code === 0 ? 0 : 1
}

function shifted(offset: number): Partial<Record<PortName, number>> {
  return Object.fromEntries(Object.entries(PORTS).map(([name, row]) => [name, row.default + offset]))
}
