import { hub, reportFailure } from '@tokenscope/core'

/**
 * Ends every span that is still held for something to become known of its call, so that an export has it: first those who hold spans say
 * what they know by now.
 */
export function releaseHeld(beforeFlush: Iterable<() => void>): void {
  for (const settle of beforeFlush) {
    try {
      settle()
    } catch (error) {
      reportFailure('flush', error)
    }
  }
  for (const generation of [...hub().held]) generation.release()
}
