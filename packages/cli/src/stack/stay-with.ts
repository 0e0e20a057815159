import { setTimeout as sleep } from 'node:timers/promises'
import type { RunningStack } from '@tokenscope/stack'
import type { CommandContext } from '../command.ts'

const POLL_MS = 500
const PARTS = ['collector', 'jaeger', 'prometheus', 'alertmanager'] as const

/** Stays until the person interrupts (0) or a part ends (1), and stops all of it then. */
export async function stayWith(stack: RunningStack, { print, log, signal }: CommandContext): Promise<number> {
  print()
  print('Ctrl-C stops all of it.')
  let ended: (typeof PARTS)[number] | undefined
  try {
    while (ended === undefined && !signal.aborted) {
      await sleep(POLL_MS, undefined, { signal }).catch(() => undefined)
      await stack.boundLogs()
      ended = PARTS.find((name) => !stack.component(name).running)
    }
  } finally {
    await stack.shutdown()
  }
  if (ended === undefined || signal.aborted) return 0
  log(`${ended} has ended, so the rest was stopped too. Its log: ${stack.component(ended).logFile}`)
  return 1
}
